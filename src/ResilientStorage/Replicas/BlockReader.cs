using ResilientStorage.Integrity;
using ResilientStorage.Ledger;
using ResilientStorage.Resilience;

namespace ResilientStorage.Replicas;

/// <summary>
/// Delivers the blocks of one version, each only after its checksum matched, from whichever copy can: the first that works, and another from the same
/// byte when it fails.
/// </summary>
internal sealed class BlockReader(ResourceSnapshot snapshot, IReadOnlyList<ReplicaSource> sources, IResourceLedger ledger, ReplicaFindings findings) : IAsyncDisposable
{
    private BlockChecksums _checksums = snapshot.Blocks;

    public long Length => snapshot.Resource.Length;

    public int BlockSize => snapshot.BlockSize;

    /// <summary>Reads one block.</summary>
    /// <param name="block">The block, counted from 0.</param>
    /// <param name="buffer">Takes the block; as long as the block is.</param>
    /// <param name="end">Where the caller's range ends, so that no more is asked of a store.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="ResourceUnavailableException">No copy can deliver it.</exception>
    /// <exception cref="VersionEndedException">A copy is missing because the version is no longer the one to read.</exception>
    public async ValueTask ReadAsync(int block, Memory<byte> buffer, long end, CancellationToken cancellationToken)
    {
        var read = new BlockRead((long)block * BlockSize, buffer, EndOfBlockWith(end), await FindChecksumAsync(block, cancellationToken).ConfigureAwait(false));
        foreach (var source in sources)
        {
            if (!source.IsOut && !source.IsDemoted && await TryReadAsync(source, read, retry: false, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }

        foreach (var source in sources)
        {
            if (!source.IsOut && !source.IsBadAt(read.Offset) && await TryReadAsync(source, read, retry: true, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }

        throw findings.Exhausted(snapshot, sources);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in sources)
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<bool> TryReadAsync(ReplicaSource source, BlockRead read, bool retry, CancellationToken cancellationToken)
    {
        try
        {
            if (await ReadOnceAsync(source, read, read.End, retry, cancellationToken).ConfigureAwait(false) is not { } firstProblem)
            {
                return true;
            }

            // One bad answer may be the network's; the same block bad on a second GET is the store's.
            if (await ReadOnceAsync(source, read, read.Offset + read.Buffer.Length, retry: true, cancellationToken).ConfigureAwait(false) is not { } secondProblem)
            {
                findings.BadOnce(source, firstProblem);
                return true;
            }

            await findings.CorruptAsync(snapshot, source, read.Offset, secondProblem, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.NotFound)
        {
            await findings.NotFoundAsync(snapshot, source, e, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException e)
        {
            await findings.UnreadableAsync(snapshot, source, e, cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    /// <returns>What is wrong with the bytes; null when they are right.</returns>
    private static async Task<StorageException?> ReadOnceAsync(ReplicaSource source, BlockRead read, long end, bool retry, CancellationToken cancellationToken)
    {
        try
        {
            await source.ReadAsync(read.Offset, read.Buffer, end, retry, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.Integrity)
        {
            return e;
        }

        if (Crc32C.Of(read.Buffer.Span) == read.Checksum)
        {
            return null;
        }

        await source.CloseAsync().ConfigureAwait(false);
        return StoreErrors.Make(
            StorageErrorKind.Integrity,
            $"the bytes from {read.Offset} on do not match the ledger's checksum.",
            new StoreCall(source.Store.Name, "GetObject", source.Replica.ObjectKey));
    }

    private async ValueTask<uint> FindChecksumAsync(int block, CancellationToken cancellationToken)
    {
        if (!_checksums.TryGet(block, out var checksum))
        {
            _checksums = await ledger.FindBlocksAsync(new BlockRange(snapshot.Resource.VersionId, block, BlockChecksums.MaxPerLoad), cancellationToken).ConfigureAwait(false);
            if (!_checksums.TryGet(block, out checksum))
            {
                throw new LedgerException(LedgerErrorKind.Corrupt, $"The ledger has no checksum of block {block} of version {snapshot.Resource.VersionId}.");
            }
        }

        return checksum;
    }

    // A block can only be checked as a whole: the last one of a range is read to its end.
    private long EndOfBlockWith(long end) => Math.Min(Length, (end + BlockSize - 1) / BlockSize * BlockSize);

    private sealed record BlockRead(long Offset, Memory<byte> Buffer, long End, uint Checksum);
}
