namespace ResilientStorage.Maintenance;

/// <summary>What a repair did.</summary>
public sealed record RepairReport
{
    /// <summary>Objects that the named store was asked for.</summary>
    public int Checked { get; init; }

    /// <summary>Of those, how many the store lacks.</summary>
    public int FoundMissing { get; init; }

    /// <summary>Replicas that were written again.</summary>
    public int Repaired { get; init; }

    /// <summary>Repairs that failed and stay queued.</summary>
    public int Failed { get; init; }
}
