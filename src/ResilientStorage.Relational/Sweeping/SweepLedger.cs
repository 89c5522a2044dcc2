using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;
using ResilientStorage.Relational.Uploads;
using ResilientStorage.Relational.Work;

namespace ResilientStorage.Relational.Sweeping;

/// <summary>One batch of the sweep. What it concerns is looked for without holding the database's lock, and checked again under it.</summary>
internal static class SweepLedger
{
    public static async Task<LedgerSweepReport> RunAsync(SqlDatabase database, string instance, LedgerSweep sweep, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentOutOfRangeException.ThrowIfNegative(sweep.MaxVersions, nameof(sweep));
        var found = await database.ReadSnapshotAsync(instance, session => SweepFindings.FindAsync(session, sweep.MaxVersions), cancellationToken).ConfigureAwait(false);
        return found.IsEmpty
            ? new LedgerSweepReport { Fenced = [], RemovalsQueued = 0, RepairsQueued = 0, HasMore = false }
            : await database.WriteAsync(instance, session => MendAsync(session, found), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<LedgerSweepReport> MendAsync(SqlSession session, SweepFindings found)
    {
        // A transaction of the host may hold a version for as long as the host likes; the others need not wait for it, and the next sweep looks again.
        var free = await RowLocks.TakeFreeVersionsAsync(session, found.All).ConfigureAwait(false);
        found = found.Among(free);
        var fenced = new List<VersionId>();
        foreach (var version in found.Expired)
        {
            if (await IsExpiredAsync(session, version).ConfigureAwait(false) && await FenceVersion.RunAsync(session, version).ConfigureAwait(false))
            {
                fenced.Add(version);
            }
        }

        return new LedgerSweepReport
        {
            Fenced = fenced,
            RemovalsQueued = await SumAsync(session, found.Residue, QueueRemovalsAsync).ConfigureAwait(false),
            RepairsQueued = await SumAsync(session, found.Lacking, QueueRepairsAsync).ConfigureAwait(false),
            HasMore = found.HasMore,
        };
    }

    private static async Task<int> SumAsync(SqlSession session, IEnumerable<VersionId> versions, Func<SqlSession, VersionId, Task<int>> queue)
    {
        var sum = 0;
        foreach (var version in versions)
        {
            sum += await queue(session, version).ConfigureAwait(false);
        }

        return sum;
    }

    private static async Task<bool> IsExpiredAsync(SqlSession session, VersionId version) =>
        await session.Sql($"SELECT COUNT(*) FROM rs_versions WHERE version_id = @version AND state = {VersionCode.Pending} AND lease_until <= @now")
            .With("version", version).NumberAsync().ConfigureAwait(false) == 1;

    private static Task<int> QueueRemovalsAsync(SqlSession session, VersionId version) =>
        session.Sql($"""
            INSERT INTO rs_work (instance, kind, subject, store, due_at)
            SELECT p.instance, {WorkCode.Remove}, p.version_id, p.store, @now FROM rs_versions v JOIN rs_replicas p ON p.version_id = v.version_id
            WHERE v.version_id = @version AND {SweepFindings.IsResidue}
            ON CONFLICT (instance, kind, subject, store) DO NOTHING
            """)
            .With("version", version).ExecuteAsync();

    private static async Task<int> QueueRepairsAsync(SqlSession session, VersionId version)
    {
        await session.Sql($"""
            INSERT INTO rs_replicas (version_id, store, instance, object_key, state, epoch)
            SELECT v.version_id, s.name, v.instance, v.object_key, {ReplicaCode.Planned}, 1 FROM rs_versions v JOIN rs_stores s ON s.instance = v.instance
            WHERE v.version_id = @version AND v.state = {VersionCode.Live} AND s.state = {StoreCode.Active}
            ON CONFLICT (version_id, store) DO NOTHING
            """)
            .With("version", version).ExecuteAsync().ConfigureAwait(false);
        return await session.Sql($"""
            INSERT INTO rs_work (instance, kind, subject, store, due_at)
            SELECT p.instance, {WorkCode.Repair}, p.version_id, p.store, @now FROM rs_versions v
            JOIN rs_replicas p ON p.version_id = v.version_id JOIN rs_stores s ON s.instance = p.instance AND s.name = p.store
            WHERE v.version_id = @version AND {SweepFindings.IsLacking}
            ON CONFLICT (instance, kind, subject, store) DO NOTHING
            """)
            .With("version", version).ExecuteAsync().ConfigureAwait(false);
    }
}
