namespace ResilientStorage.Ledger;

/// <summary>What a reader found in a store.</summary>
public sealed record ReplicaFinding
{
    /// <summary>The version.</summary>
    public required VersionId VersionId { get; init; }

    /// <summary>The name of the store.</summary>
    public required string Store { get; init; }

    /// <summary>The epoch of the replica that the reader saw; a finding on an older epoch is ignored.</summary>
    public required long ReplicaEpoch { get; init; }

    /// <summary>What was found.</summary>
    public required ReplicaFindingKind Kind { get; init; }

    /// <summary>The reason, for the replica's row.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether the repair is queued now; false leaves it to the sweep.</summary>
    /// <value>True by default.</value>
    public bool QueueRepair { get; init; } = true;

    /// <summary>The storm guard: newly missing replicas of a store that are allowed within <see cref="StormWindow"/>, besides one percent of its stored replicas.</summary>
    /// <value>50 by default.</value>
    public int StormFloor { get; init; } = 50;

    /// <summary>The storm guard's window.</summary>
    /// <value>10 minutes by default.</value>
    public TimeSpan StormWindow { get; init; } = TimeSpan.FromMinutes(10);
}
