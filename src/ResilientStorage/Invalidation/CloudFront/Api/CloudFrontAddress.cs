using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>Where the service is and for which region requests are signed, by the rules of the service's endpoint rule set: one address for each partition of AWS.</summary>
/// <param name="Url">The address.</param>
/// <param name="SigningRegion">The region in the signature.</param>
internal sealed record CloudFrontAddress(string Url, string SigningRegion)
{
    private const string DefaultRegion = "us-east-1";

    /// <summary>The address without scheme, for messages.</summary>
    public string Host => new Uri(Url).Authority;

    public static CloudFrontAddress Of(string? region, string? serviceUrl)
    {
        if (serviceUrl is not null)
        {
            return new CloudFrontAddress(serviceUrl.TrimEnd('/'), region ?? DefaultRegion);
        }

        // The SDK's own table, which knows regions and partitions that come later.
        var partition = Fn.Partition(region ?? DefaultRegion);
        return partition.name switch
        {
            "aws" => new CloudFrontAddress("https://cloudfront.amazonaws.com", DefaultRegion),
            "aws-cn" => new CloudFrontAddress("https://cloudfront.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1"),
            _ => new CloudFrontAddress($"https://cloudfront.{partition.dnsSuffix}", partition.implicitGlobalRegion),
        };
    }
}
