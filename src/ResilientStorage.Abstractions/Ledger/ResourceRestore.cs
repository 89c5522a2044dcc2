namespace ResilientStorage.Ledger;

/// <summary>What to restore.</summary>
public sealed record ResourceRestore
{
    /// <summary>The resource key.</summary>
    public required string Key { get; init; }

    /// <summary>A named version; null for the one that the last delete ended.</summary>
    public VersionId? VersionId { get; init; }
}
