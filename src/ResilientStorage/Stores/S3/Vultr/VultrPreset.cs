using System.Security.Cryptography;
using System.Text;

namespace ResilientStorage.Stores.S3.Vultr;

/// <summary>What Vultr Object Storage is in terms of S3: Ceph's gateway, which signs for any region, takes access control lists, and counts operations by subscription.</summary>
internal static class VultrPreset
{
    /// <summary>https://docs.vultr.com/products/cloud-storage/object-storage/limits.</summary>
    private const int OperationsPerSecond = 400;

    private const int GroupLength = 16;

    // https://docs.vultr.com/vultr-object-storage.
    private static readonly string[] Regions = ["ams1", "blr1", "del1", "ewr1", "sgp1", "sjc1"];

    public static string KnownRegions { get; } = string.Join(", ", Regions);

    public static bool IsKnown(string region) => Regions.Contains(region, StringComparer.Ordinal);

    public static string UrlOf(string host) => "https://" + host;

    public static S3Profile ProfileOf(VultrStoreOptions options)
    {
        var url = UrlOf(options.Host ?? options.Region + ".vultrobjects.com");
        var endpoint = S3ClientFactory.EndpointOf(url, region: null);
        var s3 = new S3StoreOptions
        {
            Bucket = options.Bucket,
            ServiceUrl = url,
            Prefix = options.Prefix,
            AccessKey = options.AccessKey,
            SecretKey = options.SecretKey,
            SupportsObjectAcls = true,

            // A certificate for *.region.vultrobjects.com does not hold for a bucket name with dots.
            ForcePathStyle = options.Bucket.Contains('.', StringComparison.Ordinal),
        };
        return new S3Profile(s3, endpoint) { RateLimit = new StoreRateLimit(GroupOf(endpoint, options.AccessKey), OperationsPerSecond) };
    }

    // A hash: the group of a limit is shown in diagnostics, and an access key is nobody's business there.
    private static string GroupOf(string endpoint, string accessKey) => "s3:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{endpoint}\n{accessKey}")))[..GroupLength];
}
