namespace ResilientStorage.Ledger;

/// <summary>Which work to list.</summary>
public sealed record WorkQuery
{
    /// <summary>Only of this kind; null for all.</summary>
    public WorkKind? Kind { get; init; }

    /// <summary>True for dead letters only, false for pending work only, null for both.</summary>
    public bool? Dead { get; init; }

    /// <summary>Only work that is due now and not under a lease.</summary>
    public bool DueOnly { get; init; }

    /// <summary>Only removals of which the queue was not told in this time; null for any.</summary>
    public TimeSpan? NotToldFor { get; init; }

    /// <summary>Only removals whose queue was unreachable.</summary>
    public bool QueueUnreachableOnly { get; init; }

    /// <summary>Only work of these versions; null for any.</summary>
    public IReadOnlyCollection<VersionId>? VersionIds { get; init; }

    /// <summary>At most this many items; null for all.</summary>
    public int? Limit { get; init; }
}
