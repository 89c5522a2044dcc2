using System.Collections.Frozen;

namespace ResilientStorage.Stores.S3;

/// <summary>
/// The error codes that matter, as AWS documents them (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html) and as Ceph's gateway was measured to give them.
/// The SDK's own word on retries is not used: it is null for every one of them.
/// </summary>
internal static class S3ErrorRules
{
    private static readonly S3ErrorRule Denied = new(StorageErrorKind.AccessDenied, "the credentials do not allow it. Give them the rights that docs/providers.md lists, on this bucket.");
    private static readonly S3ErrorRule DeniedForNoReason = new(StorageErrorKind.AccessDenied, "the answer does not say why: check the access key and its secret, this machine's clock, and that the credentials have the rights that docs/providers.md lists, on this bucket.");
    private static readonly S3ErrorRule WrongKeys = new(StorageErrorKind.AccessDenied, "the access key or its secret is wrong, or made for another provider or region: check both.");
    private static readonly S3ErrorRule Expired = new(StorageErrorKind.AccessDenied, "the credentials have expired: renew them, or use credentials that the SDK renews by itself.");
    private static readonly S3ErrorRule Account = new(StorageErrorKind.AccessDenied, "the provider has closed or limited the account: ask it why.");
    private static readonly S3ErrorRule Skewed = new(StorageErrorKind.AccessDenied, "this machine's clock and the provider's differ too much: set the clock, with NTP for instance.");
    private static readonly S3ErrorRule NoObject = new(StorageErrorKind.NotFound, "there is no such object.");
    private static readonly S3ErrorRule NoUpload = new(StorageErrorKind.NotFound, "there is no such upload: it was completed, aborted or removed by a lifecycle rule.");
    private static readonly S3ErrorRule NoBucket = new(StorageErrorKind.Unavailable, "there is no such bucket for these credentials at this address: check Bucket, Region and ServiceUrl. Nothing is taken for missing because of it.", IsTransient: false);
    private static readonly S3ErrorRule OtherRegion = new(StorageErrorKind.InvalidRequest, "the bucket is at another address or in another region: set Region or ServiceUrl to it. Redirects are not followed.");
    private static readonly S3ErrorRule Precondition = new(StorageErrorKind.PreconditionFailed, "a condition of the request did not hold.");
    private static readonly S3ErrorRule Conflict = new(StorageErrorKind.PreconditionFailed, "another request for the same key was under way.", IsTransient: true);
    private static readonly S3ErrorRule Throttled = new(StorageErrorKind.Throttled, "the provider asks for fewer requests: lower Resilience.OperationsPerSecond if it lasts.");
    private static readonly S3ErrorRule Failing = new(StorageErrorKind.Unavailable, "the provider fails or is overloaded: see its status page if it lasts.");
    private static readonly S3ErrorRule Slow = new(StorageErrorKind.Timeout, "the provider waited too long for the request's bytes: see whether the network is too slow for parts of that size.");
    private static readonly S3ErrorRule Integrity = new(StorageErrorKind.Integrity, "the provider got other bytes than were sent: see whether a proxy between changes requests.", IsTransient: true);
    private static readonly S3ErrorRule WrongPart = new(StorageErrorKind.InvalidRequest, "a part is missing, differs from what was stored, or is not in order.");
    private static readonly S3ErrorRule SmallPart = new(StorageErrorKind.InvalidRequest, "a part that is not the last is too small: set PartSize to 5 MiB or more.");
    private static readonly S3ErrorRule Full = new(StorageErrorKind.QuotaExceeded, "the quota is used up or the provider is full: raise the quota, or make room.");
    private static readonly S3ErrorRule Range = new(StorageErrorKind.InvalidRequest, "the range lies outside the object.");
    private static readonly S3ErrorRule Unsupported = new(StorageErrorKind.InvalidRequest, "the provider does not know this operation or one of its settings: see docs/providers.md for what it supports.");
    private static readonly S3ErrorRule Archived = new(StorageErrorKind.InvalidRequest, "the object is in an archive and cannot be read at once: restore it at the provider, and use a storage class that can be read.");
    private static readonly S3ErrorRule NoAcl = new(StorageErrorKind.InvalidRequest, "the bucket takes no access control lists: make objects public by a bucket policy or a CDN, and leave SupportsObjectAcls off.");
    private static readonly S3ErrorRule Refused = new(StorageErrorKind.InvalidRequest, "the provider refuses the request as such.");

    private static readonly S3ErrorRule Unexplained = new(StorageErrorKind.Unknown, "the answer says nothing that this library knows, so the request may have taken effect: see whether the address is the store itself.");

    private static readonly S3ErrorRule NotTheStore = new(StorageErrorKind.Unavailable, "the answer is not one of an S3 store: check that the address is the store itself and not a proxy's page.");

    private static readonly FrozenDictionary<string, S3ErrorRule> ByCode = new Dictionary<string, S3ErrorRule>(StringComparer.Ordinal)
    {
        ["NoSuchKey"] = NoObject,
        ["NoSuchVersion"] = NoObject,
        ["NoSuchUpload"] = NoUpload,
        ["NoSuchBucket"] = NoBucket,
        ["AccessDenied"] = Denied,
        ["Forbidden"] = DeniedForNoReason,
        ["AllAccessDisabled"] = Denied,
        ["MethodNotAllowed"] = Unsupported,
        ["SignatureDoesNotMatch"] = WrongKeys,
        ["InvalidAccessKeyId"] = WrongKeys,
        ["InvalidSecurity"] = WrongKeys,
        ["InvalidToken"] = Expired,
        ["ExpiredToken"] = Expired,
        ["TokenRefreshRequired"] = Expired,
        ["AccountProblem"] = Account,
        ["NotSignedUp"] = Account,
        ["UserSuspended"] = Account,
        ["RequestTimeTooSkewed"] = Skewed,
        ["RequestExpired"] = Skewed,
        ["PermanentRedirect"] = OtherRegion,
        ["TemporaryRedirect"] = OtherRegion,
        ["Redirect"] = OtherRegion,
        ["AuthorizationHeaderMalformed"] = OtherRegion,
        ["IllegalLocationConstraintException"] = OtherRegion,
        ["PreconditionFailed"] = Precondition,
        ["ConditionalRequestConflict"] = Conflict,
        ["SlowDown"] = Throttled,
        ["BandwidthLimitExceeded"] = Throttled,
        ["RequestLimitExceeded"] = Throttled,
        ["RequestRateLimitExceeded"] = Throttled,
        ["TooManyRequests"] = Throttled,
        ["TooManyRequestsException"] = Throttled,
        ["InternalError"] = Failing,
        ["ServiceUnavailable"] = Failing,
        ["OperationAborted"] = Failing,
        ["RequestTimeout"] = Slow,
        ["BadDigest"] = Integrity,
        ["XAmzContentSHA256Mismatch"] = Integrity,
        ["XAmzContentChecksumMismatch"] = Integrity,
        ["IncompleteBody"] = Integrity,
        ["InvalidPart"] = WrongPart,
        ["InvalidPartOrder"] = WrongPart,
        ["EntityTooSmall"] = SmallPart,
        ["QuotaExceeded"] = Full,
        ["InsufficientCapacity"] = Full,
        ["XMinioStorageFull"] = Full,
        ["InvalidRange"] = Range,
        ["NotImplemented"] = Unsupported,
        ["InvalidStorageClass"] = Unsupported,
        ["InvalidObjectState"] = Archived,
        ["AccessControlListNotSupported"] = NoAcl,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The rule for an answer: by its code, else by its status.</summary>
    /// <param name="code">The code of the error document; empty where there was none. The SDK puts the name of the status there for an answer without a document.</param>
    /// <param name="status">The HTTP status; 0 when it is not known.</param>
    /// <param name="operation">The operation: only a look-up has no document with its 404.</param>
    public static S3ErrorRule Find(string code, int status, string operation)
    {
        if (ByCode.TryGetValue(code, out var rule))
        {
            return rule;
        }

        if (code.StartsWith("Throttl", StringComparison.Ordinal))
        {
            return Throttled;
        }

        return status switch
        {
            404 => operation switch
            {
                "HeadObject" => NoObject,
                "HeadBucket" => NoBucket,
                _ => NotTheStore,
            },
            301 or 302 or 303 or 307 or 308 => OtherRegion,
            401 or 403 => DeniedForNoReason,
            405 or 501 => Unsupported,
            408 => Slow,
            409 => Conflict,
            412 => Precondition,
            416 => Range,
            429 or 509 => Throttled,
            507 => Full,
            400 or 411 or 413 or 414 or 422 or 431 => Refused,
            >= 500 => Failing,
            200 => NotTheStore,
            _ => Unexplained,
        };
    }
}
