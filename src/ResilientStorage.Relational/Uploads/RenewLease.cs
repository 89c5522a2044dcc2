using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;
using ResilientStorage.Relational.Work;

namespace ResilientStorage.Relational.Uploads;

/// <summary>Extends the lease of an upload or of claimed work; nothing is changed for a holder that was fenced.</summary>
internal static class RenewLease
{
    public static async Task<bool> RunAsync(SqlSession session, LedgerLease lease)
    {
        ArgumentNullException.ThrowIfNull(lease);
        if (lease.WorkId is { } held)
        {
            await (lease.DoNotWait
                ? RowLocks.TakeWorkWithoutWaitingAsync(session, held)
                : RowLocks.TakeVersionsOfWorkAsync(session, [held])).ConfigureAwait(false);
        }

        if (lease is { DoNotWait: true, VersionId: { } awaited })
        {
            await RowLocks.TakeVersionWithoutWaitingAsync(session, awaited).ConfigureAwait(false);
        }

        var statement = (lease.VersionId, lease.WorkId) switch
        {
            ({ } version, null) => session.Sql($"""
                UPDATE rs_versions SET lease_until = @until
                WHERE version_id = @version AND instance = @instance AND state = {VersionCode.Pending} AND epoch = @epoch
                """).With("version", version),
            (null, { } work) => session.Sql("""
                UPDATE rs_work SET lease_until = @until
                WHERE work_id = @work AND instance = @instance AND epoch = @epoch AND lease_until IS NOT NULL
                """).With("work", work),
            _ => throw new ArgumentException("A lease names either a version or an item of work.", nameof(lease)),
        };
        var until = session.After(lease.Duration);
        if (await statement.With("epoch", lease.Epoch).With("until", until).ExecuteAsync().ConfigureAwait(false) == 0)
        {
            return false;
        }

        if (lease.WorkId is { } repair)
        {
            await session.Sql($"""
                UPDATE rs_replicas SET repair_lease_until = @until FROM rs_work w
                WHERE w.work_id = @work AND w.kind = {WorkCode.Repair} AND rs_replicas.version_id = w.subject AND rs_replicas.store = w.store
                """).With("work", repair).With("until", until).ExecuteAsync().ConfigureAwait(false);
        }

        return true;
    }
}
