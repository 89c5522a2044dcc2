using Amazon.S3;
using Amazon.S3.Model;

namespace ResilientStorage.Stores.S3;

/// <summary>Headers and metadata, to and from the SDK's requests and answers.</summary>
internal static class S3Properties
{
    public const string MetadataPrefix = "x-amz-meta-";

    public static void Set(HeadersCollection headers, MetadataCollection metadata, PutObjectOptions options)
    {
        headers.ContentType = options.ContentType;
        if (options.CacheControl is { } cacheControl)
        {
            headers.CacheControl = cacheControl;
        }

        foreach (var (name, value) in options.Metadata)
        {
            metadata[MetadataPrefix + name] = value;
        }
    }

    public static S3CannedACL? AclOf(PutObjectOptions options) => options.Access == ResourceAccess.PublicRead ? S3CannedACL.PublicRead : null;

    public static S3StorageClass? StorageClassOf(S3StoreOptions options) => options.StorageClass is { } name ? new S3StorageClass(name) : null;

    public static ServerSideEncryptionMethod? EncryptionOf(S3StoreOptions options) => options.ServerSideEncryption switch
    {
        S3ServerSideEncryption.Aes256 => ServerSideEncryptionMethod.AES256,
        S3ServerSideEncryption.Kms => ServerSideEncryptionMethod.AWSKMS,
        _ => null,
    };

    public static ObjectHead HeadOf(GetObjectMetadataResponse answer) => new()
    {
        Length = answer.Headers.ContentLength,
        ETag = TagOf(answer.ETag),
        ProviderVersionId = VersionOf(answer.VersionId),
        LastModified = TimeOf(answer.LastModified),
        ContentType = answer.Headers.ContentType,
        CacheControl = answer.Headers.CacheControl is { Length: > 0 } cacheControl ? cacheControl : null,
        Metadata = answer.Metadata.Keys.ToDictionary(static name => NameOf(name), name => answer.Metadata[name], StringComparer.Ordinal),
    };

    public static string? TagOf(string? tag) => tag?.Trim('"') is { Length: > 0 } bare ? bare : null;

    public static string? VersionOf(string? version) => string.IsNullOrEmpty(version) ? null : version;

    public static DateTimeOffset? TimeOf(DateTime? time) => time is { } value && value > DateTime.MinValue ? new DateTimeOffset(value.ToUniversalTime()) : null;

    private static string NameOf(string header) => (header.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase) ? header[MetadataPrefix.Length..] : header).ToLowerInvariant();
}
