namespace ResilientStorage.Ledger;

/// <summary>Which work to claim.</summary>
public sealed record WorkClaim
{
    /// <summary>The kind.</summary>
    public required WorkKind Kind { get; init; }

    /// <summary>How long the work may take before others may claim it.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>At most this many resources; all due items of a claimed version come together.</summary>
    /// <value>5 by default.</value>
    public int MaxResources { get; init; } = 5;

    /// <summary>Only work of these versions; null for any.</summary>
    public IReadOnlyCollection<VersionId>? VersionIds { get; init; }

    /// <summary>Only the alias at this object key; null for any.</summary>
    public string? AliasKey { get; init; }

    /// <summary>Only removals of which the queue was told at least this long ago, or could not be told; null for any.</summary>
    public TimeSpan? ToldAtLeast { get; init; }

    /// <summary>Only in these stores (those that the caller knows); null for any.</summary>
    public IReadOnlyCollection<string>? Stores { get; init; }

    /// <summary>Also repairs whose pause after a failure is not over: a person asks. Leases and stops hold all the same.</summary>
    /// <value>False by default.</value>
    public bool EvenIfNotDue { get; init; }

    /// <summary>Not these items: those that the caller has tried already.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyCollection<long> ExceptWorkIds { get; init; } = [];
}
