namespace ResilientStorage.Testing;

internal sealed class ReplicaRow(VersionRow version, StoreRow store)
{
    public VersionRow Version { get; } = version;

    public StoreRow Store { get; } = store;

    /// <summary>Set through <see cref="LedgerTransitions"/> alone.</summary>
    public ReplicaState State { get; set; } = ReplicaState.Planned;

    public long Epoch { get; set; } = 1;

    public string? ETag { get; set; }

    public string? ProviderVersionId { get; set; }

    public string? Reason { get; set; }

    public DateTimeOffset? LateWriteAt { get; set; }

    public DateTimeOffset? RepairLeaseUntil { get; set; }

    /// <summary>What it was before it became Repairing.</summary>
    public ReplicaState PreviousState { get; set; }

    public WorkRow? Removal { get; set; }

    public WorkRow? Repair { get; set; }

    public bool IsGone => State is ReplicaState.Removed or ReplicaState.Abandoned;

    public bool IsUnderRepair(DateTimeOffset now) => State == ReplicaState.Repairing && RepairLeaseUntil > now;

    public bool NeedsRepair(DateTimeOffset now) =>
        State is ReplicaState.Planned or ReplicaState.Missing or ReplicaState.Corrupt
        || (State == ReplicaState.Repairing && !IsUnderRepair(now));

    public Replica ToRecord() => new()
    {
        Store = Store.Name,
        ObjectKey = Version.ObjectKey,
        State = State,
        Epoch = Epoch,
        ETag = ETag,
        ProviderVersionId = ProviderVersionId,
        Reason = Reason,
    };
}
