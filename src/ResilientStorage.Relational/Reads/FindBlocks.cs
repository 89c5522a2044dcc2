using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Reads;

/// <summary>Loads block checksums: the first 64 KiB lie in the version's row, the rest in chunks of that size.</summary>
internal static class FindBlocks
{
    public static async Task<BlockChecksums> RunAsync(SqlSession session, BlockRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        ArgumentOutOfRangeException.ThrowIfNegative(range.FirstBlock, nameof(range));
        ArgumentOutOfRangeException.ThrowIfNegative(range.Count, nameof(range));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(range.Count, BlockChecksums.MaxPerLoad, nameof(range));
        var (first, last) = (range.FirstBlock / BlockChecksums.MaxPerLoad, (int)(((long)range.FirstBlock + range.Count) / BlockChecksums.MaxPerLoad));
        var chunks = await session.Sql("""
            SELECT 0 AS chunk, v.blocks FROM rs_versions v WHERE v.version_id = @version AND v.instance = @instance AND @first = 0 AND v.blocks IS NOT NULL
            UNION ALL
            SELECT c.chunk, c.blocks FROM rs_block_chunks c JOIN rs_versions v ON v.version_id = c.version_id
            WHERE c.version_id = @version AND v.instance = @instance AND c.chunk BETWEEN @first AND @last
            ORDER BY chunk
            """)
            .With("version", range.VersionId).With("first", first).With("last", last)
            .ListAsync(static row => BlockBytes.Read(row.BytesOrNull(1))).ConfigureAwait(false);
        var values = chunks.SelectMany(static chunk => chunk).Skip(range.FirstBlock - (first * BlockChecksums.MaxPerLoad)).Take(range.Count).ToArray();
        return new BlockChecksums(range.FirstBlock, values);
    }
}
