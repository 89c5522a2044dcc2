namespace ResilientStorage.Invalidation.Sending;

/// <summary>What one distribution has in progress, as far as this library sent it.</summary>
internal sealed class DistributionPool(InvalidationOptions options)
{
    private int _paths;
    private int _wildcards;

    /// <summary>How many wildcards the library may have in progress.</summary>
    public static int WildcardsFor(InvalidationOptions options) => Math.Max(0, options.MaxWildcardsInProgress - options.WildcardReserve);

    /// <summary>How many paths without a wildcard it takes now.</summary>
    public int FreePaths => Math.Max(0, options.MaxPathsInProgress - _paths);

    /// <summary>How many wildcards it takes now.</summary>
    public int FreeWildcards => Math.Max(0, WildcardsFor(options) - _wildcards);

    /// <summary>Whether it matters to know which have ended.</summary>
    public bool IsOverHalfFull => 2 * _paths > options.MaxPathsInProgress || 2 * _wildcards > WildcardsFor(options);

    public void Add(InvalidationBatch batch)
    {
        _wildcards += batch.Wildcards;
        _paths += batch.Paths.Count - batch.Wildcards;
    }

    public bool Fits(InvalidationBatch batch) =>
        FitsBeside(_wildcards, batch.Wildcards, WildcardsFor(options)) && FitsBeside(_paths, batch.Paths.Count - batch.Wildcards, options.MaxPathsInProgress);

    // More than the limit (a change may need a wildcard where none is allowed, limits may be lowered) would wait for ever: it goes alone, and the CDN decides.
    private static bool FitsBeside(int inProgress, int more, int limit) => more == 0 || inProgress == 0 || inProgress + more <= limit;
}
