namespace ResilientStorage.Stores.S3.CloudflareR2;

/// <summary>
/// What Cloudflare R2 is in terms of S3 (https://developers.cloudflare.com/r2/api/s3/api/): one region, no access control lists, no versions, no forms. An answer may come
/// without Amazon's request id, but always passes Cloudflare's edge, which puts its own on it (https://developers.cloudflare.com/fundamentals/reference/cloudflare-ray-id/).
/// </summary>
internal static class CloudflareR2Preset
{
    public static S3Profile ProfileOf(CloudflareR2StoreOptions options)
    {
        var url = UrlOf(options);
        var s3 = new S3StoreOptions
        {
            Bucket = options.Bucket,
            Region = "auto",
            ServiceUrl = url,
            ForcePathStyle = true,
            Prefix = options.Prefix,
            AccessKey = options.AccessKey,
            SecretKey = options.SecretKey,
        };
        return new S3Profile(s3, S3ClientFactory.EndpointOf(url, region: null)) { TakesForms = false, OtherRequestIdHeader = "cf-ray" };
    }

    private static string UrlOf(CloudflareR2StoreOptions options) =>
        options.Jurisdiction is { } jurisdiction ? $"https://{options.AccountId}.{jurisdiction}.r2.cloudflarestorage.com" : $"https://{options.AccountId}.r2.cloudflarestorage.com";
}
