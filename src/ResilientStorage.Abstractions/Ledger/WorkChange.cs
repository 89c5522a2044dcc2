namespace ResilientStorage.Ledger;

/// <summary>A change of work that is not being done.</summary>
public sealed record WorkChange
{
    /// <summary>What to change.</summary>
    public required WorkChangeKind Kind { get; init; }

    /// <summary>For Told and QueueUnreachable: the versions whose removals are meant.</summary>
    public IReadOnlyCollection<VersionId> VersionIds { get; init; } = [];

    /// <summary>For dead letters: their ids; null for all.</summary>
    public IReadOnlyCollection<long>? WorkIds { get; init; }

    /// <summary>Why; kept in the row and the history.</summary>
    public string? Reason { get; init; }
}
