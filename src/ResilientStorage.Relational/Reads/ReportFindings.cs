using ResilientStorage.Ledger;
using ResilientStorage.Relational.History;
using ResilientStorage.Relational.Sql;
using ResilientStorage.Relational.Work;

namespace ResilientStorage.Relational.Reads;

/// <summary>
/// Records what readers found, each as a compare-and-set on the epoch that the reader saw. Findings on versions that others have locked are dropped: a reader does not wait for a transaction
/// of the host, and the next one finds the same.
/// </summary>
internal static class ReportFindings
{
    public static async Task<FindingReport> RunAsync(SqlSession session, IReadOnlyList<ReplicaFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var free = await RowLocks.TakeFreeVersionsAsync(session, findings.Select(static finding => finding.VersionId)).ConfigureAwait(false);
        var storms = new StormGuard(session);
        var applied = 0;
        var stopped = new List<string>();
        foreach (var finding in findings.Where(finding => free.Contains(finding.VersionId)))
        {
            if (!await ApplyAsync(session, finding).ConfigureAwait(false))
            {
                continue;
            }

            applied++;
            if (await storms.CountAsync(finding).ConfigureAwait(false))
            {
                stopped.Add(finding.Store);
            }
        }

        return new FindingReport(applied, stopped);
    }

    private static async Task<bool> ApplyAsync(SqlSession session, ReplicaFinding finding)
    {
        if (finding.Kind == ReplicaFindingKind.Unreadable)
        {
            await UpdateAsync(session, finding, "reason = @reason", "").ConfigureAwait(false);
            return false;
        }

        var (state, what) = finding.Kind == ReplicaFindingKind.Missing
            ? (ReplicaCode.Missing, HistoryEvent.ReplicaMissing)
            : (ReplicaCode.Corrupt, HistoryEvent.ReplicaCorrupt);
        if (await UpdateAsync(session, finding, $"reason = @reason, state = {state}, epoch = epoch + 1", $"AND state = {ReplicaCode.Stored}").ConfigureAwait(false) == 0)
        {
            return false;
        }

        await HistoryRows.AddAsync(session, finding.VersionId, what, finding.Store, finding.Reason).ConfigureAwait(false);
        if (finding.QueueRepair)
        {
            await WorkRows.QueueAsync(session, WorkCode.Repair, finding.VersionId, finding.Store).ConfigureAwait(false);
        }

        return true;
    }

    private static Task<int> UpdateAsync(SqlSession session, ReplicaFinding finding, string changes, string condition) =>
        session.Sql($"""
            UPDATE rs_replicas SET {changes}
            WHERE version_id = @version AND store = @store AND instance = @instance AND epoch = @epoch {condition}
                AND EXISTS (SELECT 1 FROM rs_versions v WHERE v.version_id = @version AND v.state = {VersionCode.Live})
            """)
            .With("version", finding.VersionId).With("store", finding.Store).With("epoch", finding.ReplicaEpoch).With("reason", finding.Reason).ExecuteAsync();
}
