namespace ResilientStorage.Stores.S3.MinIO;

/// <summary>What MinIO is in terms of S3: buckets in the path of one address, and no access control lists of objects (https://min.io/docs/minio/linux/reference/s3-api-compatibility.html).</summary>
internal static class MinIOPreset
{
    public static S3Profile ProfileOf(MinIOStoreOptions options)
    {
        var s3 = new S3StoreOptions
        {
            Bucket = options.Bucket,
            Region = options.Region,
            ServiceUrl = options.ServiceUrl,
            AllowHttp = options.AllowHttp,
            ForcePathStyle = true,
            Prefix = options.Prefix,
            AccessKey = options.AccessKey,
            SecretKey = options.SecretKey,
        };
        return new S3Profile(s3, S3ClientFactory.EndpointOf(options.ServiceUrl, region: null));
    }
}
