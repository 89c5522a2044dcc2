using System.Globalization;
using System.Text;

namespace ResilientStorage.Stores.S3;

/// <summary>Keys as the bucket has them: the store's prefix and the object key, 1 to 1,024 bytes of UTF-8 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html).</summary>
internal sealed class S3ObjectKey(string prefix)
{
    private const int MaxBytes = 1_024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bucket's key for an object key.</summary>
    /// <exception cref="StorageException">The store cannot have such a key.</exception>
    public string Of(string objectKey, string operation)
    {
        ArgumentNullException.ThrowIfNull(objectKey);
        int bytes;
        try
        {
            bytes = Strict.GetByteCount(objectKey);
        }
        catch (EncoderFallbackException error)
        {
            throw new StorageException(StorageErrorKind.InvalidRequest, "the object key holds half of a surrogate pair, which UTF-8 cannot express.", error) { Operation = operation, Key = objectKey };
        }

        if (prefix.Length == 0 && objectKey.StartsWith('/'))
        {
            throw new StorageException(StorageErrorKind.InvalidRequest, $"the object key begins with a slash, which the AWS SDK leaves out when it sends a key: give the store a {nameof(S3StoreOptions.Prefix)}.") { Operation = operation, Key = objectKey };
        }

        return bytes > 0 && bytes + prefix.Length <= MaxBytes
            ? prefix + objectKey
            : throw new StorageException(StorageErrorKind.InvalidRequest, string.Create(CultureInfo.InvariantCulture, $"the object key has {bytes} bytes in UTF-8; it must have 1 to {MaxBytes - prefix.Length} beside the store's prefix.")) { Operation = operation, Key = objectKey };
    }

    /// <summary>The bucket's text for the beginning of a key, which may be empty.</summary>
    public string Begin(string text) => prefix + text;

    /// <summary>The object key of a key of the bucket; null when it does not begin with the store's prefix.</summary>
    public string? From(string bucketKey) => bucketKey.StartsWith(prefix, StringComparison.Ordinal) ? bucketKey[prefix.Length..] : null;
}
