using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Reads;

/// <summary>Counts what may lie in a store under prefixes: entries of an index, and no more of them than anybody wants to know.</summary>
internal static class CountObjects
{
    public static async Task<IReadOnlyList<long>> RunAsync(SqlSession session, IReadOnlyList<ObjectCount> counts)
    {
        var found = new List<long>(counts.Count);
        foreach (var count in counts)
        {
            var rows = await session.Sql($"""
                SELECT (SELECT COUNT(*) FROM (
                        SELECT 1 FROM rs_replicas p
                        WHERE p.instance = @instance AND p.store = @store AND p.state < {ReplicaCode.Gone} AND p.object_key >= @prefix AND p.object_key < @end
                        LIMIT @limit) r)
                    + (SELECT COUNT(*) FROM (
                        SELECT 1 FROM rs_aliases a
                        WHERE a.instance = @instance AND a.alias_key >= @prefix AND a.alias_key < @end
                            AND EXISTS (SELECT 1 FROM rs_stores s WHERE s.instance = @instance AND s.name = @store AND s.role = {StoreCode.Main})
                        LIMIT @limit) a)
                """)
                .With("store", count.Store).With("prefix", count.Prefix).With("end", count.Prefix + KeyOrder.Last).With("limit", count.Limit)
                .ListAsync(static row => row.GetInt64(0)).ConfigureAwait(false);
            found.Add(Math.Min(rows[0], count.Limit));
        }

        return found;
    }
}
