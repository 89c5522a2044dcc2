using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Work;

/// <summary>An item whose claim has not been answered yet.</summary>
internal sealed record HeldWork
{
    public required long WorkId { get; init; }

    public required WorkKind Kind { get; init; }

    public required string Subject { get; init; }

    public required string Store { get; init; }

    public required VersionState? Version { get; init; }

    public required ReplicaState? PreviousState { get; init; }

    public required long? LateWriteAt { get; init; }

    /// <summary>When the claim began: nothing that this try has seen is older.</summary>
    public required long ClaimedAt { get; init; }

    public required bool MayWriteLate { get; init; }

    public required long? CompareAgainAt { get; init; }

    /// <summary>Whether the version was ever live.</summary>
    public required bool WasLive { get; init; }

    /// <summary>Whether the version's erasure was asked for.</summary>
    public required bool IsPurged { get; init; }

    /// <summary>The object of a replica; null for an alias, whose subject it is.</summary>
    public required string? ObjectKey { get; init; }

    public VersionId VersionId => VersionId.Parse(Subject);

    /// <summary>Finds the item of a result; null when the result came too late. A result is taken once: with it the lease ends.</summary>
    public static Task<HeldWork?> FindAsync(SqlSession session, LedgerWorkResult result) =>
        session.Sql($"""
            SELECT w.work_id, w.kind, w.subject, w.store, v.state, p.previous_state, p.late_write_at, w.may_write_late, w.compare_again_at, p.object_key,
                v.created_at, COALESCE(v.purged, 0), w.claimed_at
            FROM rs_work w
            LEFT JOIN rs_versions v ON v.version_id = w.subject AND w.kind <> {WorkCode.Alias}
            LEFT JOIN rs_replicas p ON p.version_id = w.subject AND p.store = w.store AND w.kind <> {WorkCode.Alias}
            WHERE w.work_id = @work AND w.instance = @instance AND w.epoch = @epoch AND w.lease_until IS NOT NULL
            """)
            .With("work", result.WorkId).With("epoch", result.Epoch)
            .FirstAsync(static row => new HeldWork
            {
                WorkId = row.GetInt64(0),
                Kind = (WorkKind)row.Code(1),
                Subject = row.GetString(2),
                Store = row.GetString(3),
                Version = (VersionState?)row.NumberOrNull(4),
                PreviousState = (ReplicaState?)row.NumberOrNull(5),
                LateWriteAt = row.NumberOrNull(6),
                MayWriteLate = row.Flag(7),
                CompareAgainAt = row.NumberOrNull(8),
                ObjectKey = row.TextOrNull(9),
                WasLive = !row.IsDBNull(10),
                IsPurged = row.Flag(11),
                ClaimedAt = row.GetInt64(12),
            });
}
