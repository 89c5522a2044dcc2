using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal sealed class WorkRow
{
    public required long Id { get; init; }

    public required WorkKind Kind { get; init; }

    /// <summary>What to remove or repair; null for an alias.</summary>
    public ReplicaRow? Replica { get; init; }

    /// <summary>What to make equal; null for removals and repairs.</summary>
    public AliasRow? Alias { get; init; }

    public required DateTimeOffset DueAt { get; set; }

    public long Epoch { get; set; }

    /// <summary>Set by a claim, cleared by its result: a lease that ended without one stays, and tells that it was taken over.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>When the latest claim began: nothing that its try has seen is older.</summary>
    public DateTimeOffset ClaimedAt { get; set; }

    public int Attempts { get; set; }

    public bool IsDead { get; set; }

    public string? Reason { get; set; }

    public DateTimeOffset? FailedAt { get; set; }

    public DateTimeOffset? ToldAt { get; set; }

    public DateTimeOffset? QueueUnreachableAt { get; set; }

    /// <summary>For a removal: it ran once and waits for late writes.</summary>
    public bool AwaitsLateWrites { get; set; }

    /// <summary>For an alias: a write of an earlier claim may still land.</summary>
    public bool MayHaveLateWrite { get; set; }

    /// <summary>For an alias: when it is to be compared once more.</summary>
    public DateTimeOffset? CompareAgainAt { get; set; }

    public ResourceRow Resource => Replica?.Version.Resource ?? Alias!.Resource;

    public string ObjectKey => Replica?.Version.ObjectKey ?? Alias!.ObjectKey;

    public bool IsUnderLease(DateTimeOffset now) => LeaseUntil > now;

    public bool IsDue(DateTimeOffset now) => !IsDead && DueAt <= now;

    /// <summary>Whether it may be taken up: due, or a repair that a person asks for.</summary>
    public bool IsClaimable(DateTimeOffset now, bool evenIfNotDue) =>
        !IsUnderLease(now) && (IsDue(now) || (evenIfNotDue && Kind == WorkKind.Repair && !IsDead));

    public WorkRecord ToRecord(string mainStore) => new()
    {
        WorkId = Id,
        Kind = Kind,
        ResourceKey = Resource.Key,
        VersionId = Replica?.Version.Id,
        Store = Replica?.Store.Name ?? mainStore,
        ObjectKey = ObjectKey,
        VersionEnd = Kind == WorkKind.Remove ? Replica!.Version.End : VersionEnd.None,
        IsDead = IsDead,
        Attempts = Attempts,
        DueAt = DueAt,
        ToldAt = ToldAt,
        QueueUnreachableAt = QueueUnreachableAt,
        Reason = Reason,
        FailedAt = FailedAt,
    };
}
