using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>
/// Reads the bucket out of an origin's host name. Names of buckets may have dots, so it is read from the right.
/// Forms: https://docs.aws.amazon.com/general/latest/gr/s3.html and https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html.
/// </summary>
internal static partial class OriginDomain
{
    private static readonly string[] Suffixes = [".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu"];

    /// <summary>Finds the bucket.</summary>
    /// <param name="domainName">The host name.</param>
    /// <param name="bucket">The bucket.</param>
    /// <returns>False when it is no bucket: access points, their aliases and other hosts need a mapping.</returns>
    public static bool TryGetBucket(string domainName, [NotNullWhen(true)] out string? bucket)
    {
        // Names of buckets are lower case, but for some of 2018 and before, which no host name can express.
        var host = domainName.ToLowerInvariant().TrimEnd('.');
        bucket = Suffixes.FirstOrDefault(suffix => host.EndsWith(suffix, StringComparison.Ordinal)) is { } suffix ? BucketOf(host[..^suffix.Length].Split('.')) : null;
        return bucket is not null;
    }

    private static string? BucketOf(string[] labels)
    {
        var service = labels switch
        {
            [.., var last] when IsService(last) || IsServiceWithRegion(last) => 1,
            [.., var before, var region] when Region().IsMatch(region) && (IsService(before) || before == "s3-website") => 2,
            [.., var before, "dualstack", var region] when Region().IsMatch(region) && IsService(before) => 3,
            _ => labels.Length,
        };
        var bucket = string.Join('.', labels[..^service]);
        return bucket.Length == 0 || IsAccessPointAlias(bucket) ? null : bucket;
    }

    private static bool IsService(string label) => label is "s3" or "s3-fips";

    private static bool IsServiceWithRegion(string label) =>
        label is "s3-external-1" || (label.StartsWith("s3-website-", StringComparison.Ordinal) ? Region().IsMatch(label["s3-website-".Length..]) : label.StartsWith("s3-", StringComparison.Ordinal) && Region().IsMatch(label["s3-".Length..]));

    private static bool IsAccessPointAlias(string name) =>
        name.EndsWith("-s3alias", StringComparison.Ordinal) || name.EndsWith("--ol-s3", StringComparison.Ordinal) || name.EndsWith("--x-s3", StringComparison.Ordinal) || name.EndsWith(".mrap", StringComparison.Ordinal);

    [GeneratedRegex(@"^[a-z]{2,}(-[a-z]+)+-[0-9]+$")]
    private static partial Regex Region();
}
