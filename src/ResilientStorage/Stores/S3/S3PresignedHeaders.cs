using Amazon.S3;

namespace ResilientStorage.Stores.S3;

/// <summary>The headers, or fields of a form, that a presigned upload has to carry with exactly these values.</summary>
internal static class S3PresignedHeaders
{
    /// <summary>Those of an object, for both kinds of upload.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(PutObjectOptions options, S3StoreOptions store)
    {
        (string Name, string? Value)[] headers =
        [
            ("Content-Type", options.ContentType),
            ("Cache-Control", options.CacheControl),
            ("x-amz-acl", S3Properties.AclOf(options)?.Value),
            ("x-amz-storage-class", store.StorageClass),
            ("x-amz-server-side-encryption", S3Properties.EncryptionOf(store)?.Value),
            ("x-amz-server-side-encryption-aws-kms-key-id", store.KmsKeyId),
        ];
        return [.. headers.Where(static header => header.Value is not null).Select(static header => Pair(header.Name, header.Value!)), .. options.Metadata.Select(static entry => Pair(S3Properties.MetadataPrefix + entry.Key, entry.Value))];
    }

    /// <summary>Those of an upload by PUT, which can be pinned further.</summary>
    /// <exception cref="StorageException">A checksum is not written in hexadecimal digits.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(PresignPutOptions options, S3StoreOptions store)
    {
        (string Name, string? Value)[] pins =
        [
            ("Content-MD5", InBase64(options.Md5, 16, nameof(options.Md5))),
            ("x-amz-checksum-sha256", InBase64(options.Sha256, 32, nameof(options.Sha256))),
            ("If-None-Match", options.CreateOnly ? "*" : null),
            ("x-amz-expected-bucket-owner", store.ExpectedBucketOwner),

            // Ceph takes one that was not signed (measured), so that who has the address could make the object public. A signed one also keeps grants out.
            ("x-amz-acl", store.SupportsObjectAcls && S3Properties.AclOf(options.Properties) is null ? S3CannedACL.Private.Value : null),
        ];
        return [.. Of(options.Properties, store), .. pins.Where(static pin => pin.Value is not null).Select(static pin => Pair(pin.Name, pin.Value!))];
    }

    private static string? InBase64(string? hexadecimal, int bytes, string name) => hexadecimal switch
    {
        null => null,
        _ when hexadecimal.Length == bytes * 2 && hexadecimal.All(char.IsAsciiHexDigit) => Convert.ToBase64String(Convert.FromHexString(hexadecimal)),
        _ => throw new StorageException(StorageErrorKind.InvalidRequest, $"{name} is not {bytes * 2} hexadecimal digits.") { Operation = "PresignPut" },
    };

    private static KeyValuePair<string, string> Pair(string name, string value) => new(name, value);
}
