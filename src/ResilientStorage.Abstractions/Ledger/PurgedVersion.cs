namespace ResilientStorage.Ledger;

/// <summary>A version of a purge.</summary>
public sealed record PurgedVersion
{
    /// <summary>The version.</summary>
    public required VersionId VersionId { get; init; }

    /// <summary>The state after this call.</summary>
    public required VersionState State { get; init; }

    /// <summary>Its replicas after this call.</summary>
    public required IReadOnlyList<Replica> Replicas { get; init; }
}
