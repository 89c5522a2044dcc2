using System.Text;

namespace ResilientStorage.Testing;

/// <summary>The rule for object keys: 1 to 1,024 bytes of UTF-8 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html).</summary>
internal static class InMemoryObjectKey
{
    private const int MaxBytes = 1_024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void ThrowIfInvalid(string objectKey, string operation)
    {
        ArgumentNullException.ThrowIfNull(objectKey);
        int bytes;
        try
        {
            bytes = Strict.GetByteCount(objectKey);
        }
        catch (EncoderFallbackException error)
        {
            throw new StorageException(StorageErrorKind.InvalidRequest, "The object key holds half of a surrogate pair, which UTF-8 cannot express.", error) { Operation = operation, Key = objectKey };
        }

        if (bytes is 0 or > MaxBytes)
        {
            throw new StorageException(StorageErrorKind.InvalidRequest, $"The object key has {bytes} bytes in UTF-8; it must have 1 to {MaxBytes}.") { Operation = operation, Key = objectKey };
        }
    }
}
