using System.Collections.Frozen;

namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>The error codes that matter: those of the service's model (https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html), and those that it gives without declaring them.</summary>
internal static class CloudFrontErrorRules
{
    private static readonly CloudFrontErrorRule TooMany = new(CloudFrontErrorKind.TooManyInProgress, "too many paths are in progress on this distribution, those of other tools included. It goes on by itself as they complete; if it lasts, see what else invalidates it, or allow more wildcards.");
    private static readonly CloudFrontErrorRule Throttled = new(CloudFrontErrorKind.Throttled, "the account's calls of CloudFront come too fast, those of other tools included. It goes on by itself; if it lasts, lower the call rate.");
    private static readonly CloudFrontErrorRule TooLarge = new(CloudFrontErrorKind.BatchTooLarge, "the batch is too large for one request: halve it.");
    private static readonly CloudFrontErrorRule BadPath = new(CloudFrontErrorKind.InvalidPath, "a path of the batch is refused. It has to begin with a slash, be percent-encoded, have at most 4,000 characters and an asterisk only at its end.");
    private static readonly CloudFrontErrorRule Reused = new(CloudFrontErrorKind.ReferenceReused, "the batch's reference was used before with other paths: send the paths under a new one.");
    private static readonly CloudFrontErrorRule Gone = new(CloudFrontErrorKind.NotFound, "there is no such thing in the account of these credentials: check the id, and which account the credentials belong to.");
    private static readonly CloudFrontErrorRule WrongKeys = new(CloudFrontErrorKind.AccessDenied, "the access key or its secret is wrong, was deleted, or is of another partition of AWS: check both.");
    private static readonly CloudFrontErrorRule Expired = new(CloudFrontErrorKind.AccessDenied, "the credentials have expired: renew them, or use credentials that the SDK renews by itself.");
    private static readonly CloudFrontErrorRule Skewed = new(CloudFrontErrorKind.AccessDenied, "this machine's clock and the service's differ too much: set the clock, with NTP for instance.");
    private static readonly CloudFrontErrorRule Account = new(CloudFrontErrorKind.AccessDenied, "the account may not use CloudFront: sign it up, or ask AWS why.");
    private static readonly CloudFrontErrorRule Failing = new(CloudFrontErrorKind.Unavailable, "the service fails or is overloaded: see https://health.aws.amazon.com if it lasts. The request may have been taken, and is safe to repeat.");
    private static readonly CloudFrontErrorRule NotTheService = new(CloudFrontErrorKind.Unavailable, "the answer is not one of CloudFront: check that the address is the service itself and not a proxy's page.");
    private static readonly CloudFrontErrorRule Defect = new(CloudFrontErrorKind.InvalidRequest, "the request is refused as such, which is a defect of this library or of what changes requests on their way: report it with the request id.");
    private static readonly CloudFrontErrorRule Refused = new(CloudFrontErrorKind.InvalidRequest, "the service refuses the request as such, and would again.");
    private static readonly CloudFrontErrorRule Unexplained = new(CloudFrontErrorKind.Unknown, "the answer says nothing that this library knows, so the request may have been taken: see whether the address is the service itself.");

    private static readonly FrozenDictionary<string, CloudFrontErrorRule> ByCode = new Dictionary<string, CloudFrontErrorRule>(StringComparer.Ordinal)
    {
        ["TooManyInvalidationsInProgress"] = TooMany,
        ["RequestLimitExceeded"] = Throttled,
        ["TooManyRequests"] = Throttled,
        ["TooManyRequestsException"] = Throttled,
        ["SlowDown"] = Throttled,
        ["BatchTooLarge"] = TooLarge,
        ["InvalidationBatchAlreadyExists"] = Reused,
        ["NoSuchDistribution"] = Gone,
        ["NoSuchInvalidation"] = Gone,
        ["NoSuchCachePolicy"] = Gone,
        ["NoSuchResource"] = Gone,
        ["SignatureDoesNotMatch"] = WrongKeys,
        ["IncompleteSignature"] = WrongKeys,
        ["InvalidSignature"] = WrongKeys,
        ["InvalidClientTokenId"] = WrongKeys,
        ["InvalidAccessKeyId"] = WrongKeys,
        ["UnrecognizedClientException"] = WrongKeys,
        ["MissingAuthenticationToken"] = WrongKeys,
        ["MissingAuthenticationTokenException"] = WrongKeys,
        ["AuthFailure"] = WrongKeys,
        ["ExpiredToken"] = Expired,
        ["ExpiredTokenException"] = Expired,
        ["TokenRefreshRequired"] = Expired,
        ["RequestExpired"] = Skewed,
        ["RequestTimeTooSkewed"] = Skewed,
        ["OptInRequired"] = Account,
        ["NotSignedUp"] = Account,
        ["ServiceUnavailable"] = Failing,
        ["InternalError"] = Failing,
        ["InternalFailure"] = Failing,
        ["InternalServiceError"] = Failing,
        ["InconsistentQuantities"] = Defect,
        ["MissingBody"] = Defect,
        ["MalformedXML"] = Defect,
        ["MalformedInput"] = Defect,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The rule for an answer: by its code, else by its status.</summary>
    /// <param name="code">The code of the error document; empty where there was none.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="operation">The operation: only a batch has paths.</param>
    public static CloudFrontErrorRule Find(string code, int status, string operation)
    {
        if (ByCode.TryGetValue(code, out var rule))
        {
            return rule;
        }

        if (code.StartsWith("Throttl", StringComparison.Ordinal))
        {
            return Throttled;
        }

        var isBatch = operation == CloudFrontOperations.CreateInvalidation;
        return (code, status) switch
        {
            ("InvalidArgument", _) => isBatch ? BadPath : Refused,
            (_, 401 or 403) => Denied(operation),
            (_, 413) when isBatch => TooLarge,
            (_, 429) => Throttled,
            ("", 404) or (_, 200 or 201 or 408) => NotTheService,
            (_, >= 500) => Failing,
            (_, >= 400) => Refused,
            _ => Unexplained,
        };
    }

    // Most of these lack one line in a policy, so it is written out.
    private static CloudFrontErrorRule Denied(string operation) => new(CloudFrontErrorKind.AccessDenied, $"the credentials do not allow it: give them the right 'cloudfront:{operation}'.");
}
