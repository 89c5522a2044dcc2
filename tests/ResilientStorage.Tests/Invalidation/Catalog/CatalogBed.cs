using ResilientStorage.Telemetry;
using ResilientStorage.Testing;

namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>A catalog over a fake service.</summary>
internal sealed class CatalogBed
{
    public const string Cached = "cached";
    public const string Uncached = "uncached";
    private DistributionCatalog? _catalog;

    public CatalogBed()
    {
        Api.Policies.Add(new CloudFrontCachePolicy(Cached, Ttl(1, 86_400, 31_536_000)));
        Api.Policies.Add(new CloudFrontCachePolicy(Uncached, Ttl(0, 0, 0)));
    }

    public FakeCloudFront Api { get; } = new();

    public CloudFrontCatalogOptions Options { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public LogRecorder Log { get; } = new();

    public DistributionCatalog Catalog => _catalog ??= new DistributionCatalog(Api, Options, new PathForms(new InvalidationPathOptions()), Time, Log.CreateLogger("catalog"));

    public static CloudFrontCacheSettings Ttl(int min, int normal, int max, bool varies = false) => new(TimeSpan.FromSeconds(min), TimeSpan.FromSeconds(normal), TimeSpan.FromSeconds(max), varies);

    public static CloudFrontBehavior Behavior(string pattern, string target = "s3", string? policy = Cached) => new() { PathPattern = pattern, TargetOriginId = target, CachePolicyId = policy };

    public static CloudFrontOrigin Origin(string id = "s3", string domain = "photos.s3.eu-west-1.amazonaws.com", string path = "") => new() { Id = id, DomainName = domain, OriginPath = path };

    public CatalogBed With(CloudFrontDistribution distribution)
    {
        Api.Distributions.Add(distribution);
        return this;
    }

    /// <summary>A distribution of the bucket <c>photos</c> that caches everything, with other behaviours before that.</summary>
    public CatalogBed With(string id, params CloudFrontBehavior[] behaviors) =>
        With(new CloudFrontDistribution { Id = id, Origins = [Origin(), Origin("api", "api.example.org")], Behaviors = behaviors, DefaultBehavior = Behavior("*") });

    public Task<MatchResult> MatchAsync(params string[] keys) => Catalog.MatchAsync([.. keys.Select(static key => Change(key))]);

    public async Task<string> PathsAsync(params string[] keys) => Describe(await MatchAsync(keys));

    public async Task<string> RemovalAsync(params string[] keys) => Describe(await Catalog.MatchAsync([.. keys.Select(static key => Change(key) with { IsRemoval = true })]));

    public static ObjectChange Change(string key, string bucket = "photos") => new() { Bucket = bucket, ObjectKey = key };

    public static string Describe(MatchResult result) =>
        string.Join("; ", result.Distributions.Where(static matches => matches.Paths.Count > 0).Select(static matches => $"{matches.DistributionId}: {string.Join(' ', matches.Paths.Select(static path => path.Path.Text))}"));
}
