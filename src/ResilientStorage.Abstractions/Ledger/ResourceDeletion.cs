namespace ResilientStorage.Ledger;

/// <summary>What to delete.</summary>
public sealed record ResourceDeletion
{
    /// <summary>The resource keys, already checked; locked in byte order.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>The version that must be live, for a single key; null for no such condition.</summary>
    public VersionId? IfVersion { get; init; }

    /// <summary>How long after now the replicas become due for removal.</summary>
    public required TimeSpan RemovalDelay { get; init; }

    /// <summary>The same for versions with <see cref="ResourceAccess.PublicRead"/>.</summary>
    public required TimeSpan PublicRemovalDelay { get; init; }
}
