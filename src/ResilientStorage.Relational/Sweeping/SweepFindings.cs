using ResilientStorage.Relational.Sql;
using ResilientStorage.Relational.Work;

namespace ResilientStorage.Relational.Sweeping;

/// <summary>What one batch of the sweep concerns, in ascending order of ids.</summary>
/// <param name="Expired">Uploads whose lease has ended.</param>
/// <param name="Residue">Ended versions with replicas that nobody is to remove.</param>
/// <param name="Lacking">Live versions that lack copies that nobody is to write.</param>
/// <param name="HasMore">Whether there is more of one kind.</param>
internal sealed record SweepFindings(IReadOnlyList<VersionId> Expired, IReadOnlyList<VersionId> Residue, IReadOnlyList<VersionId> Lacking, bool HasMore)
{
    /// <summary>Holds for a replica <c>p</c> of a version <c>v</c>.</summary>
    public const string IsResidue = $"""
        v.state IN ({VersionCode.Deleted}, {VersionCode.Failed}) AND p.state < {ReplicaCode.Gone}
            AND NOT EXISTS (SELECT 1 FROM rs_work w WHERE w.instance = v.instance AND w.kind = {WorkCode.Remove} AND w.subject = p.version_id AND w.store = p.store)
        """;

    /// <summary>Holds for a replica <c>p</c> of a version <c>v</c> in a store <c>s</c>.</summary>
    public const string IsLacking = $"""
        v.state = {VersionCode.Live} AND s.state = {StoreCode.Active} AND {NeedOfRepair.Condition}
            AND NOT EXISTS (SELECT 1 FROM rs_work w WHERE w.instance = v.instance AND w.kind = {WorkCode.Repair} AND w.subject = p.version_id AND w.store = p.store)
        """;

    public bool IsEmpty => Expired.Count + Residue.Count + Lacking.Count == 0;

    public IEnumerable<VersionId> All => Expired.Concat(Residue).Concat(Lacking);

    /// <summary>Those of them that could be locked. There is no more when some could not: whoever asks again at once would find the same.</summary>
    public SweepFindings Among(IReadOnlySet<VersionId> free) => new(
        [.. Expired.Where(free.Contains)], [.. Residue.Where(free.Contains)], [.. Lacking.Where(free.Contains)], HasMore && All.All(free.Contains));

    public static async Task<SweepFindings> FindAsync(SqlSession session, int max)
    {
        var expired = await ReadAsync(session, max, $"""
            SELECT version_id FROM rs_versions WHERE instance = @instance AND state = {VersionCode.Pending} AND lease_until <= @now
            """).ConfigureAwait(false);
        var residue = await ReadAsync(session, max, $"""
            SELECT DISTINCT v.version_id FROM rs_versions v JOIN rs_replicas p ON p.version_id = v.version_id WHERE v.instance = @instance AND {IsResidue}
            """).ConfigureAwait(false);
        var lacking = await ReadAsync(session, max, $"""
            SELECT v.version_id FROM rs_replicas p
            JOIN rs_versions v ON v.version_id = p.version_id JOIN rs_stores s ON s.instance = p.instance AND s.name = p.store
            WHERE p.instance = @instance AND {IsLacking}
            UNION
            SELECT v.version_id FROM rs_versions v JOIN rs_stores s ON s.instance = v.instance
            WHERE v.instance = @instance AND v.state = {VersionCode.Live} AND s.state = {StoreCode.Active}
                AND NOT EXISTS (SELECT 1 FROM rs_replicas p WHERE p.version_id = v.version_id AND p.store = s.name)
            """).ConfigureAwait(false);
        return new SweepFindings(
            [.. expired.Take(max)], [.. residue.Take(max)], [.. lacking.Take(max)], expired.Count > max || residue.Count > max || lacking.Count > max);
    }

    // One more than asked for tells whether there is more.
    private static Task<List<VersionId>> ReadAsync(SqlSession session, int max, string query) =>
        session.Sql($"{query} ORDER BY 1 LIMIT @limit").With("limit", max + 1L).ListAsync(static row => row.Version(0));
}
