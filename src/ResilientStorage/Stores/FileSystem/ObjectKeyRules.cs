using System.Text;

namespace ResilientStorage.Stores.FileSystem;

/// <summary>The rule for object keys, the same as S3's, so that what one store takes another takes too: 1 to 1,024 bytes of UTF-8 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html).</summary>
internal static class ObjectKeyRules
{
    public const int MaxBytes = 1_024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void ThrowIfInvalid(string objectKey)
    {
        ArgumentNullException.ThrowIfNull(objectKey);
        var bytes = Encode(objectKey).Length;
        if (bytes is 0 or > MaxBytes)
        {
            throw new FileSystemStoreException(StorageErrorKind.InvalidRequest, $"The object key has {bytes} bytes in UTF-8; it must have 1 to {MaxBytes}.");
        }
    }

    public static byte[] Encode(string text)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException error)
        {
            throw new FileSystemStoreException(StorageErrorKind.InvalidRequest, "The object key holds half of a surrogate pair, which UTF-8 cannot express.", error);
        }
    }

    public static string? Decode(byte[] bytes)
    {
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
