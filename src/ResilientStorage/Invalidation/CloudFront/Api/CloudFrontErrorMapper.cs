using System.Xml;
using Amazon.Runtime;
using ResilientStorage.Aws;

namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>Turns whatever the SDK and the connection throw into errors of the service. Messages hold codes and numbers of the answer, never its text, which may repeat what was sent.</summary>
internal static class CloudFrontErrorMapper
{
    // Other names of statuses are what the SDK puts where an answer has no document.
    private const string StatusNameThatIsACode = "ServiceUnavailable";

    /// <summary>Maps an error; one that is the service's already stays as it is.</summary>
    public static CloudFrontException Map(Exception error, CloudFrontRequest request) => error switch
    {
        CloudFrontException known => known,
        AmazonServiceException answer when (int)answer.StatusCode != 0 => MapAnswer(answer, request),
        _ when AwsTransportErrors.Find(error) is { } fault => MapFault(fault, error, request),
        _ when IsUnreadable(error) => Unreadable("the answer is no whole XML document", requestId: null, request, error),
        AmazonClientException client when LacksCredentials(client) => Make(
            CloudFrontErrorKind.AccessDenied, "no credentials were found: set AccessKey and SecretKey, or give the AWS SDK's default chain some (environment, profile, container or instance).", request, error),
        _ => Make(CloudFrontErrorKind.Unknown, $"{error.GetType().Name} in the client: the request may have been taken, and is safe to repeat.", request, error),
    };

    /// <summary>The call took longer than it may.</summary>
    public static CloudFrontException TimedOut(Exception error, TimeSpan timeout, CloudFrontRequest request) => Make(
        CloudFrontErrorKind.Unavailable,
        $"no whole answer came from {request.Host} within {timeout:c} (Timeout): see whether the network or a proxy between is slow. The request may have been taken, and is safe to repeat.",
        request,
        error);

    /// <summary>A success that is not what was asked for.</summary>
    public static CloudFrontException Unreadable(string what, string? requestId, CloudFrontRequest request, Exception? error = null) => Make(
        CloudFrontErrorKind.Unavailable,
        $"{what}: check that {request.Host} is the service itself and not a proxy that changes answers. The request may have been taken, and is safe to repeat.",
        request,
        error,
        requestId);

    private static CloudFrontException MapAnswer(AmazonServiceException answer, CloudFrontRequest request)
    {
        var status = (int)answer.StatusCode;
        var code = answer.ErrorCode == StatusNameThatIsACode ? StatusNameThatIsACode : AwsTexts.KnownCode(answer.ErrorCode ?? "", status);
        var rule = CloudFrontErrorRules.Find(code ?? "", status, request.Operation);
        return new CloudFrontException(rule.Kind, TextOf($"{request.Host} answered {(code is null ? $"{status}" : $"{status} {code}")}: {rule.NextStep}", request), AwsCauses.Unsigned(answer))
        {
            Code = code,
            StatusCode = status,
            RequestId = string.IsNullOrEmpty(answer.RequestId) ? null : answer.RequestId,
        };
    }

    // Whatever broke, a batch may be repeated under its reference: how far it came makes no difference.
    private static CloudFrontException MapFault(AwsTransportException fault, Exception error, CloudFrontRequest request) =>
        new(CloudFrontErrorKind.Unavailable, TextOf($"{request.Host}: {fault.Message}", request), error) { StatusCode = fault.StatusCode, RequestId = fault.RequestId };

    private static CloudFrontException Make(CloudFrontErrorKind kind, string problem, CloudFrontRequest request, Exception? error, string? requestId = null) =>
        new(kind, TextOf(problem, request), error is null ? null : AwsCauses.Unsigned(error)) { RequestId = requestId };

    private static string TextOf(string problem, CloudFrontRequest request) =>
        request.DistributionId is { } id ? $"CloudFront {request.Operation} of {id}: {problem}" : $"CloudFront {request.Operation}: {problem}";

    private static bool IsUnreadable(Exception error)
    {
        for (var current = error; current is not null; current = current.InnerException)
        {
            if (current is XmlException or AmazonUnmarshallingException)
            {
                return true;
            }
        }

        return false;
    }

    // The SDK has no type for it.
    private static bool LacksCredentials(AmazonClientException error) => error.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase);
}
