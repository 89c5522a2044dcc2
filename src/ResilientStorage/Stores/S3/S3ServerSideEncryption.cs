namespace ResilientStorage;

/// <summary>How a provider encrypts the objects that it stores.</summary>
public enum S3ServerSideEncryption
{
    /// <summary>As the bucket is set up; nothing is asked for.</summary>
    BucketDefault = 0,

    /// <summary>With keys of the provider (<c>AES256</c>).</summary>
    Aes256 = 1,

    /// <summary>With a key of the provider's key management (<c>aws:kms</c>).</summary>
    Kms = 2,
}
