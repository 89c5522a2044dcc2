using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Reads;

/// <summary>Stops the repairs of a store that loses too many objects in too short a time: then it is more likely misconfigured than empty.</summary>
internal sealed class StormGuard(SqlSession session)
{
    private readonly Dictionary<string, int> _applied = [];

    /// <summary>Counts an applied finding; true when it stopped the repairs of its store.</summary>
    public async Task<bool> CountAsync(ReplicaFinding finding)
    {
        _applied[finding.Store] = _applied.GetValueOrDefault(finding.Store) + 1;
        if (finding.Kind != ReplicaFindingKind.Missing)
        {
            return false;
        }

        var counted = await session.Sql("""
            UPDATE rs_stores SET
                storm_count = CASE WHEN storm_began_at > @horizon THEN storm_count + 1 ELSE 1 END,
                storm_began_at = CASE WHEN storm_began_at > @horizon THEN storm_began_at ELSE @now END
            WHERE instance = @instance AND name = @store
            RETURNING storm_count, repairs_stopped_at
            """)
            .With("store", finding.Store).With("horizon", session.Now - Microseconds.Of(finding.StormWindow))
            .FirstAsync(static row => new StormCount(row.GetInt64(0), !row.IsDBNull(1))).ConfigureAwait(false);
        if (counted is not { IsStopped: false } || counted.Count <= finding.StormFloor || !await IsOverShareAsync(finding.Store, counted.Count).ConfigureAwait(false))
        {
            return false;
        }

        await session.Sql("UPDATE rs_stores SET repairs_stopped_at = @now WHERE instance = @instance AND name = @store")
            .With("store", finding.Store).ExecuteAsync().ConfigureAwait(false);
        return true;
    }

    // Counted only past the floor: it reads every replica of the store. What this report has changed was stored before it.
    private async Task<bool> IsOverShareAsync(string store, long count)
    {
        var stored = await session.Sql($"""
            SELECT COUNT(*) FROM rs_replicas p JOIN rs_versions v ON v.version_id = p.version_id
            WHERE p.instance = @instance AND p.store = @store AND p.state = {ReplicaCode.Stored} AND p.state < {ReplicaCode.Gone} AND v.state = {VersionCode.Live}
            """)
            .With("store", store).NumberAsync().ConfigureAwait(false);
        return count * 100 > stored + _applied[store];
    }

    private sealed record StormCount(long Count, bool IsStopped);
}
