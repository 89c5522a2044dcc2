namespace ResilientStorage.Invalidation.Sending;

/// <summary>What one distribution has in progress, as far as this library sent it.</summary>
internal sealed class DistributionPool(InvalidationOptions options)
{
    private int _paths;
    private int _wildcards;

    /// <summary>How many wildcards the library may have in progress.</summary>
    public static int WildcardsFor(InvalidationOptions options) => Math.Max(0, options.MaxWildcardsInProgress - options.WildcardReserve);

    public void Add(InvalidationBatch batch)
    {
        _wildcards += batch.Wildcards;
        _paths += batch.Paths.Count - batch.Wildcards;
    }

    public bool Fits(InvalidationBatch batch) =>
        _wildcards + batch.Wildcards <= WildcardsFor(options) && _paths + batch.Paths.Count - batch.Wildcards <= options.MaxPathsInProgress;
}
