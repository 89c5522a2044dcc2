using System.Text.Json.Nodes;

namespace ResilientStorage.Emulators;

/// <summary>Makes distributions as the AWS command line prints them, for tests to change.</summary>
public static class DistributionJson
{
    /// <summary>AWS's own policy that keeps content for a day.</summary>
    public const string CachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";

    /// <summary>AWS's own policy that keeps nothing.</summary>
    public const string CachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

    private const string Account = "arn:aws:cloudfront::123456789012:distribution/";

    /// <summary>A distribution with one origin, called <c>bucket</c>, and what behaviours it is given.</summary>
    /// <param name="id">The id, in capital letters and digits.</param>
    /// <param name="originDomain">The origin's host, such as <c>photos.s3.ap-northeast-2.amazonaws.com</c>.</param>
    /// <param name="originPath">What CloudFront puts before a viewer's path.</param>
    /// <param name="behaviors">The behaviours before the default one.</param>
    public static JsonObject Of(string id, string originDomain, string originPath = "", params JsonObject[] behaviors)
    {
        var fallback = Behavior("*");
        fallback.Remove("PathPattern");
        return new JsonObject
        {
            ["Id"] = id,
            ["ARN"] = Account + id,
            ["Status"] = "Deployed",
            ["LastModifiedTime"] = "2026-01-01T00:00:00Z",
            ["DomainName"] = $"d{id.ToLowerInvariant()}.cloudfront.net",
            ["Aliases"] = List(),
            ["Origins"] = List(Origin("bucket", originDomain, originPath)),
            ["OriginGroups"] = List(),
            ["DefaultCacheBehavior"] = fallback,
            ["CacheBehaviors"] = List(behaviors),
            ["CustomErrorResponses"] = List(),
            ["Comment"] = "",
            ["PriceClass"] = "PriceClass_All",
            ["Enabled"] = true,
            ["ViewerCertificate"] = new JsonObject { ["CloudFrontDefaultCertificate"] = true },
            ["Restrictions"] = new JsonObject { ["GeoRestriction"] = new JsonObject { ["RestrictionType"] = "none", ["Items"] = new JsonArray() } },
            ["WebACLId"] = "",
            ["HttpVersion"] = "http2",
            ["IsIPV6Enabled"] = true,
            ["Staging"] = false,
            ["DefaultRootObject"] = "",
        };
    }

    /// <summary>An origin in S3.</summary>
    public static JsonObject Origin(string id, string domain, string path = "") => new()
    {
        ["Id"] = id,
        ["DomainName"] = domain,
        ["OriginPath"] = path,
        ["CustomHeaders"] = List(),
        ["S3OriginConfig"] = new JsonObject { ["OriginAccessIdentity"] = "" },
        ["ConnectionAttempts"] = 3,
        ["ConnectionTimeout"] = 10,
        ["OriginShield"] = new JsonObject { ["Enabled"] = false },
    };

    /// <summary>A behaviour.</summary>
    public static JsonObject Behavior(string pathPattern, string originId = "bucket", string cachePolicyId = CachingOptimized) => new()
    {
        ["PathPattern"] = pathPattern,
        ["TargetOriginId"] = originId,
        ["TrustedSigners"] = new JsonObject { ["Enabled"] = false, ["Items"] = new JsonArray() },
        ["TrustedKeyGroups"] = new JsonObject { ["Enabled"] = false, ["Items"] = new JsonArray() },
        ["ViewerProtocolPolicy"] = "redirect-to-https",
        ["AllowedMethods"] = new JsonObject { ["Items"] = new JsonArray("HEAD", "GET"), ["CachedMethods"] = new JsonObject { ["Items"] = new JsonArray("HEAD", "GET") } },
        ["SmoothStreaming"] = false,
        ["Compress"] = true,
        ["LambdaFunctionAssociations"] = List(),
        ["FunctionAssociations"] = List(),
        ["FieldLevelEncryptionId"] = "",
        ["CachePolicyId"] = cachePolicyId,
    };

    /// <summary>A cache policy of the account's own.</summary>
    public static JsonObject CachePolicy(string id, long minTtl, long defaultTtl, long maxTtl, string queryStrings = "none") => new()
    {
        ["Type"] = "custom",
        ["CachePolicy"] = new JsonObject
        {
            ["Id"] = id,
            ["LastModifiedTime"] = "2026-01-01T00:00:00Z",
            ["CachePolicyConfig"] = new JsonObject
            {
                ["Name"] = "policy-" + id,
                ["MinTTL"] = minTtl,
                ["DefaultTTL"] = defaultTtl,
                ["MaxTTL"] = maxTtl,
                ["ParametersInCacheKeyAndForwardedToOrigin"] = new JsonObject
                {
                    ["EnableAcceptEncodingGzip"] = true,
                    ["HeadersConfig"] = new JsonObject { ["HeaderBehavior"] = "none" },
                    ["CookiesConfig"] = new JsonObject { ["CookieBehavior"] = "none" },
                    ["QueryStringsConfig"] = new JsonObject { ["QueryStringBehavior"] = queryStrings },
                },
            },
        },
    };

    /// <summary>A list as the service has them.</summary>
    public static JsonObject List(params JsonObject[] items) => new() { ["Items"] = new JsonArray([.. items]) };
}
