using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class FindVersion
{
    public static ResourceSnapshot? Run(LedgerTransaction transaction, ResourceLookup lookup)
    {
        if (lookup.Key is null && lookup.VersionId is null)
        {
            throw new ArgumentException("A lookup needs a key or a version id.", nameof(lookup));
        }

        return Find(transaction.Rows, lookup)?.ToSnapshot(transaction.Rows);
    }

    public static BlockChecksums RunBlocks(LedgerTransaction transaction, BlockRange range)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(range.FirstBlock, nameof(range));
        ArgumentOutOfRangeException.ThrowIfNegative(range.Count, nameof(range));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(range.Count, BlockChecksums.MaxPerLoad, nameof(range));
        return transaction.Rows.FindVersion(range.VersionId)?.ToBlocks(range.FirstBlock, range.Count)
            ?? new BlockChecksums(range.FirstBlock, ReadOnlyMemory<uint>.Empty);
    }

    private static VersionRow? Find(InstanceRows rows, ResourceLookup lookup)
    {
        if (lookup.VersionId is not { } id)
        {
            return rows.FindResource(lookup.Key!)?.Live;
        }

        var version = rows.FindVersion(id);
        if (version is null || lookup.Key is null)
        {
            return version;
        }

        var isReadable = version.State == VersionState.Live
            || (version is { State: VersionState.Deleted, End: VersionEnd.Superseded } && version.Resource.Live is not null);
        return isReadable && version.Resource.Key == lookup.Key ? version : null;
    }
}
