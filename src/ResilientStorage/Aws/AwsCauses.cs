using Amazon.S3;

namespace ResilientStorage.Aws;

/// <summary>Which errors of the SDK may be attached to the library's own as their cause.</summary>
internal static class AwsCauses
{
    private static readonly string[] Signs = ["AWS4-HMAC-SHA256", "Signature=", "Authorization:", "X-Amz-Security-Token"];

    /// <summary>The error, or null: the SDK's errors quote the answer, and an answer may quote the request with its signature.</summary>
    public static Exception? Unsigned(Exception error)
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
}
