using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;

namespace ResilientStorage.Stores.S3;

/// <summary>Turns errors of the SDK and of the connection into errors of a store. Messages hold codes and numbers of the answer, never its text, which may repeat what was sent.</summary>
internal static class S3ErrorMapper
{
    private static readonly string[] Signs = ["AWS4-HMAC-SHA256", "Signature=", "Authorization:", "X-Amz-Security-Token"];

    /// <summary>Maps an error; one that is a store's already stays as it is.</summary>
    public static StorageException Map(Exception error, S3Request request) => error switch
    {
        StorageException known => known,
        AmazonServiceException answer when (int)answer.StatusCode != 0 => MapAnswer(answer, request),
        AmazonClientException client when IsHashMismatch(client) => Make(StorageErrorKind.Integrity, "the bytes that came are not those of the entity tag: see whether a proxy between changes answers.", request, error, isTransient: true),
        _ when S3TransportErrors.Find(error) is { } fault => MapTransport(fault, error, request),
        AmazonClientException client when LacksCredentials(client) => Make(
            StorageErrorKind.AccessDenied, "no credentials were found: set AccessKey and SecretKey, or give the AWS SDK's default chain some (environment, profile, container or instance).", request, error),
        _ => Make(StorageErrorKind.Unknown, $"{error.GetType().Name} in the S3 client: the request may have taken effect.", request, Unsigned(error)),
    };

    /// <summary>Maps the code that an answer gives for one of several objects.</summary>
    public static StorageException MapItem(string? code, string? requestId, S3Request request)
    {
        var rule = S3ErrorRules.Find(code ?? "", 0, request.Operation);
        return Make(rule, S3ErrorRules.Describe(code ?? "", 0), request, error: null, requestId, statusCode: null, retryAfter: null);
    }

    /// <summary>A success that proves nothing.</summary>
    public static StorageException Unproved(string what, string? requestId, S3Request request) =>
        Make(StorageErrorKind.Unavailable, $"the answer is a success without {what}, as a proxy's page would be: check that {request.Endpoint} is the store itself.", request, requestId: requestId);

    public static StorageException Make(StorageErrorKind kind, string problem, S3Request request, Exception? error = null, bool? isTransient = null, string? requestId = null)
    {
        var made = new StorageException(kind, problem, error) { Operation = request.Operation, Key = request.Key, RequestId = requestId };
        return isTransient is null || isTransient == made.IsTransient
            ? made
            : new StorageException(kind, problem, error) { Operation = request.Operation, Key = request.Key, RequestId = requestId, IsTransient = isTransient.Value };
    }

    private static StorageException MapAnswer(AmazonServiceException answer, S3Request request)
    {
        var code = answer.ErrorCode ?? "";
        var status = (int)answer.StatusCode;
        var requestId = string.IsNullOrEmpty(answer.RequestId) ? null : answer.RequestId;
        var rule = S3ErrorRules.Find(code, status, request.Operation);
        var header = (answer.InnerException as HttpErrorResponseException)?.Response;
        return Make(rule, S3ErrorRules.Describe(code, status), request, Unsigned(answer), requestId, status, ReadRetryAfter(header?.GetHeaderValue("Retry-After"), request.Now));
    }

    private static StorageException Make(S3ErrorRule rule, string answer, S3Request request, Exception? error, string? requestId, int? statusCode, TimeSpan? retryAfter)
    {
        var made = new StorageException(rule.Kind, $"the bucket '{request.Bucket}' at {request.Endpoint} answered {answer}: {rule.NextStep}", error);
        return new StorageException(rule.Kind, made.Message, error)
        {
            IsTransient = rule.IsTransient ?? made.IsTransient,
            Operation = request.Operation,
            Key = request.Key,
            RequestId = requestId,
            StatusCode = statusCode,
            RetryAfter = retryAfter,
        };
    }

    private static StorageException MapTransport(S3TransportException fault, Exception error, S3Request request)
    {
        var made = new StorageException(fault.Kind, $"{request.Endpoint}: {fault.Message}", error);
        return new StorageException(fault.Kind, made.Message, error)
        {
            IsTransient = fault.IsTransient ?? made.IsTransient,
            WasNotSent = fault.WasNotSent,
            Operation = request.Operation,
            Key = request.Key,
            RequestId = fault.RequestId,
            StatusCode = fault.StatusCode,
        };
    }

    /// <summary>Reads seconds or a date (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after); what is neither, or over, asks for nothing.</summary>
    private static TimeSpan? ReadRetryAfter(string? text, DateTimeOffset now)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) && date > now ? date - now : null;
    }

    // The SDK's errors quote the answer, and an answer may quote the request with its signature.
    private static Exception? Unsigned(Exception error)
    {
        for (var current = error; current is not null; current = current.InnerException)
        {
            if (IsSigned(current.Message) || IsSigned((current as AmazonS3Exception)?.ResponseBody))
            {
                return null;
            }
        }

        return error;
    }

    private static bool IsSigned(string? text) => text is not null && Signs.Any(sign => text.Contains(sign, StringComparison.OrdinalIgnoreCase));

    // The SDK has no type for either.
    private static bool IsHashMismatch(AmazonClientException error) => error.Message.Contains("Expected hash", StringComparison.Ordinal);

    private static bool LacksCredentials(AmazonClientException error) => error.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase);
}
