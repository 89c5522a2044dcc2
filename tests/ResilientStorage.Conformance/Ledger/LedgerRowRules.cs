namespace ResilientStorage.Conformance;

/// <summary>What holds for the rows of every SQL ledger after any call: each query answers the rows that contradict its name.</summary>
internal static class LedgerRowRules
{
    public static IReadOnlyList<(string Name, string Query)> All { get; } =
    [
        ("I7: at most one live version", "SELECT resource_id FROM rs_versions WHERE state = 1 GROUP BY resource_id HAVING COUNT(*) > 1"),
        ("a live version is committed and has no end", "SELECT version_id FROM rs_versions WHERE state = 1 AND (created_at IS NULL OR ended_at IS NOT NULL OR end_kind <> 0)"),
        ("a pending version has a lease and no end", "SELECT version_id FROM rs_versions WHERE state = 0 AND (lease_until IS NULL OR ended_at IS NOT NULL)"),
        ("an ended version says when and why", "SELECT version_id FROM rs_versions WHERE state > 1 AND (ended_at IS NULL OR end_kind = 0)"),
        ("I8: residue has removal work", """
            SELECT p.version_id || ' ' || p.store FROM rs_replicas p JOIN rs_versions v ON v.version_id = p.version_id
            WHERE v.state IN (2, 3) AND p.state < 6 AND NOT EXISTS (SELECT 1 FROM rs_work w WHERE w.kind = 0 AND w.subject = p.version_id AND w.store = p.store)
            """),
        ("nothing of a purged version is stored", "SELECT p.version_id FROM rs_replicas p JOIN rs_versions v ON v.version_id = p.version_id WHERE v.state = 4 AND p.state < 5"),
        ("removed replicas have no work", "SELECT w.work_id FROM rs_work w JOIN rs_replicas p ON p.version_id = w.subject AND p.store = w.store WHERE p.state >= 6"),
        ("work has a replica", "SELECT w.work_id FROM rs_work w WHERE w.kind < 2 AND NOT EXISTS (SELECT 1 FROM rs_replicas p WHERE p.version_id = w.subject AND p.store = w.store)"),
        ("alias work has an alias", "SELECT w.work_id FROM rs_work w WHERE w.kind = 2 AND NOT EXISTS (SELECT 1 FROM rs_aliases a WHERE a.instance = w.instance AND a.alias_key = w.subject)"),
        ("an ended alias has work", "SELECT a.alias_key FROM rs_aliases a WHERE a.wanted = 0 AND NOT EXISTS (SELECT 1 FROM rs_work w WHERE w.kind = 2 AND w.instance = a.instance AND w.subject = a.alias_key)"),
        ("only a repair has a repair lease", "SELECT version_id FROM rs_replicas WHERE state <> 4 AND repair_lease_until IS NOT NULL"),
        ("rows of one instance", "SELECT v.version_id FROM rs_versions v JOIN rs_resources r ON r.resource_id = v.resource_id WHERE r.instance <> v.instance"),
    ];
}
