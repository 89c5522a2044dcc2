namespace ResilientStorage.Invalidation.Planning;

/// <summary>What changed under one distribution, and what may be spent on it.</summary>
internal sealed record InvalidationPlanRequest
{
    /// <summary>The paths as they go over the wire; those that end with an asterisk are wildcards that the change itself needs.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    public PlanLimits Limits { get; init; } = new();

    /// <summary>How many single paths the service takes now.</summary>
    public int FreeSinglePaths { get; init; } = 3_000;

    /// <summary>How many wildcards the service takes now, less the reserve.</summary>
    public int FreeWildcards { get; init; } = 13;

    /// <summary>How many paths cost nothing this month.</summary>
    public long FreePathsThisMonth { get; init; }

    /// <summary>Beginnings of encoded paths where other rules begin: a wildcard lies above or below one, never across.</summary>
    public IReadOnlyCollection<string> Barriers { get; init; } = [];

    /// <summary>Counts what is served under an encoded prefix such as <c>/albums/42/</c>; null where nobody knows.</summary>
    public Func<string, long?>? CountUnder { get; init; }

    /// <summary>Takes the place of the mode in the options, as a budget does that runs out.</summary>
    public InvalidationMode? Mode { get; init; }
}
