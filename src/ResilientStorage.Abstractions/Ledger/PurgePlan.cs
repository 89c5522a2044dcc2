namespace ResilientStorage.Ledger;

/// <summary>What a purge concerns.</summary>
public sealed record PurgePlan
{
    /// <summary>Every version of the resource.</summary>
    public required IReadOnlyList<PurgedVersion> Versions { get; init; }

    /// <summary>Object keys of aliases that are being ended, in the main store.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}
