using System.Net;
using System.Text;

namespace ResilientStorage.Invalidation.Events;

/// <summary>Object keys as notifications write them.</summary>
internal static class S3Keys
{
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
    public const int MaxBytes = 1_024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a key; null when no object can have it.</summary>
    public static string? Decode(string written, bool isFormUrlEncoded)
    {
        // Each byte of a key takes at most three characters.
        if (written.Length > 3 * MaxBytes)
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(written);
        if (isFormUrlEncoded)
        {
            bytes = WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length);
        }

        if (bytes.Length > MaxBytes)
        {
            return null;
        }

        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
