using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Invalidation.Planning;

/// <summary>What a generated plan is made with.</summary>
internal sealed record PlannerCase(InvalidationPlannerOptions Options, InvalidationPlanRequest Request, int CountSeed)
{
    public static PlannerCase Generate(SimRandom random)
    {
        var options = new InvalidationPlannerOptions
        {
            Mode = random.Pick(Enum.GetValues<InvalidationMode>()),
            PricePerPath = random.Pick([0, 0.005]),
            PricePerThousandRefetches = random.Pick([0, 0.01, 1]),
            WaitingPrice = random.Pick([0, 0.001]),
            MinimumGroup = random.Next(2, 6),
            MinimumWildcardDepth = random.Next(1, 4),
            AllowEverything = random.Chance(0.2),
        };
        var request = new InvalidationPlanRequest
        {
            Paths = [],
            FreeSinglePaths = random.Next(0, 40),
            FreeWildcards = random.Next(0, 6),
            FreePathsThisMonth = random.Pick([0, 0, 5, 1_000]),
            Barriers = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => PathReduction.Body(RandomPath(random)).ToString())],
            Limits = new PlanLimits(PathsPerBatch: random.Next(5, 40), WildcardsPerBatch: random.Next(1, 6), BytesPerBatch: random.Pick([200, 1_000_000])),
        };
        var seed = random.Next(1_000_000);
        return new PlannerCase(options, random.Chance(0.5) ? request : request with { CountUnder = prefix => CountOf(prefix, seed) }, seed);
    }

    public static List<string> RandomPaths(SimRandom random, int count) => [.. Enumerable.Range(0, count).Select(_ => RandomPath(random))];

    public static bool Covers(string cover, string path) => cover == path || (cover.EndsWith('*') && path.TrimEnd('*').StartsWith(cover[..^1], StringComparison.Ordinal));

    /// <summary>Few names, so that folders fill and nest.</summary>
    private static string RandomPath(SimRandom random)
    {
        var folders = Enumerable.Range(0, random.Next(0, 4)).Select(_ => random.Pick(["a", "b", "ab", "a%7Eb"]) + "/");
        return "/" + string.Concat(folders) + (random.Chance(0.1) ? "" : random.Pick(["x", "y", "xy"]) + random.Next(6)) + (random.Chance(0.05) ? "*" : "");
    }

    private static long? CountOf(string prefix, int seed)
    {
        var random = new SimRandom(prefix.Aggregate((ulong)seed, static (hash, character) => (hash * 31) + character));
        return random.Chance(0.1) ? null : random.Next(2_000);
    }

    public override string ToString() =>
        $"{Options.Mode}, path {Options.PricePerPath}, refetch {Options.PricePerThousandRefetches}, waiting {Options.WaitingPrice}, group {Options.MinimumGroup}, depth {Options.MinimumWildcardDepth}, everything {Options.AllowEverything}, "
        + $"free {Request.FreeSinglePaths}+{Request.FreeWildcards}, month {Request.FreePathsThisMonth}, limits {Request.Limits}, barriers [{string.Join(' ', Request.Barriers)}], counted {Request.CountUnder is not null}";
}
