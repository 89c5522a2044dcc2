using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Invalidation.CloudFront.Catalog;
using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Benchmarks.Invalidation;

/// <summary>Matches 100,000 keys against 100 distributions of 25 behaviours, all of which ask the bucket.</summary>
internal static class MatchSpeed
{
    private const int Keys = 100_000;
    private const int Distributions = 100;
    private const int Behaviors = 25;
    private const string Bucket = "photos";
    private static readonly string[] Extensions = ["jpg", "webp", "html", "css", "js", "json", "mp4", "pdf", "svg", "woff2"];

    public static IEnumerable<SpeedMeasurement> Measure(ulong seed)
    {
        yield return Measure("every key is cached at a few", seed, cachedByDefault: false);
        yield return Measure("every key is cached at nearly all", seed, cachedByDefault: true);
    }

    private static SpeedMeasurement Measure(string shape, ulong seed, bool cachedByDefault)
    {
        var random = new SimRandom(seed);
        var distributions = Enumerable.Range(0, Distributions).Select(number => MakeDistribution(random, number, cachedByDefault)).ToArray();
        var changes = Enumerable.Range(0, Keys).Select(_ => new ObjectChange { Bucket = Bucket, ObjectKey = $"site-{random.Next(Distributions)}/section-{random.Next(40)}/file-{random.Next(10_000)}.{random.Pick(Extensions)}" }).ToArray();
        var options = new CloudFrontCatalogOptions();
        var snapshot = new CatalogCompiler(CachePolicies.None, options).Compile(DateTimeOffset.UnixEpoch, distributions, []);
        var context = new MatchContext(new PathForms(new InvalidationPathOptions()), new ExceptionPrefixes(options, read: null), new Dictionary<string, string>(), IndexDocument: null, PathMapper: null);
        var paths = new ChangeMatcher(snapshot, context).Match(changes).Distributions.Sum(static matches => (long)matches.Paths.Count);
        return SpeedMeasurement.Of($"match {Keys:N0} keys, {Distributions} distributions of {Behaviors}: {shape} ({paths:N0} paths)", () => new ChangeMatcher(snapshot, context).Match(changes));
    }

    // Own sections, sections of all sites, kinds of files, and both at once: prefixes, suffixes and patterns with single characters.
    private static CloudFrontDistribution MakeDistribution(SimRandom random, int number, bool cachedByDefault) => new()
    {
        Id = $"E{number:D3}",
        Origins = [new CloudFrontOrigin { Id = "s3", DomainName = $"{Bucket}.s3.eu-west-1.amazonaws.com" }, new CloudFrontOrigin { Id = "api", DomainName = "api.example.org" }],
        Behaviors =
        [
            .. Enumerable.Range(0, Behaviors - 1).Select(index => new CloudFrontBehavior
            {
                PathPattern = (index % 4) switch
                {
                    0 => $"/site-{number}/section-{random.Next(40)}/*",
                    1 => $"/site-*/section-{random.Next(40)}/*.{random.Pick(Extensions)}",
                    2 => $"/site-??/section-{random.Next(40)}/file-{random.Next(10)}*",
                    _ => $"*-{random.Next(100)}.{random.Pick(Extensions)}",
                },
                TargetOriginId = random.Chance(0.1) ? "api" : "s3",
            }),
        ],
        DefaultBehavior = new CloudFrontBehavior { TargetOriginId = "s3", CachePolicyId = cachedByDefault ? null : CachePolicies.CachingDisabled },
    };
}
