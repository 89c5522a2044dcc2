using ResilientStorage.Resilience;
using ResilientStorage.Stores;
using ResilientStorage.Stores.Ownership;

namespace ResilientStorage.Replicas;

/// <summary>One copy that can be read, and what was learnt about it.</summary>
internal sealed class ReplicaSource(ManagedStore store, StoreOwnership ownership, Replica replica, long objectLength) : IAsyncDisposable
{
    private const string IdleProblem = "the stream stood still";

    private ObjectDownload? _download;
    private long _offset;
    private long? _badOffset;

    public ManagedStore Store => store;

    public StoreOwnership Ownership => ownership;

    public Replica Replica => replica;

    /// <summary>The last error; null while there was none.</summary>
    public StorageException? Error { get; private set; }

    /// <summary>Confirmed missing: not asked again.</summary>
    public bool IsOut { get; private set; }

    /// <summary>Failed in another way: asked again, with retries, when every other copy has failed.</summary>
    public bool IsDemoted { get; private set; }

    /// <summary>Whether the block that begins here was bad twice; the others of the copy may be good.</summary>
    public bool IsBadAt(long offset) => _badOffset == offset;

    public void Demote(StorageException error)
    {
        Error = error;
        IsDemoted = true;
    }

    public void MarkBad(StorageException error, long offset)
    {
        Demote(error);
        _badOffset = offset;
    }

    public void TakeOut(StorageException error)
    {
        Error = error;
        IsOut = true;
    }

    /// <summary>Fills the buffer from the offset, going on with the open stream where it stands there already.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="buffer">Filled as a whole.</param>
    /// <param name="end">Where a stream that has to be opened should end.</param>
    /// <param name="retry">Whether to try again after transient errors. Otherwise another store can still be asked, and this one has little time to begin its answer.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task ReadAsync(long offset, Memory<byte> buffer, long end, bool retry, CancellationToken cancellationToken)
    {
        var tries = _download is not null && _offset == offset ? StoreTries.Resumed : retry ? StoreTries.All : StoreTries.One;
        var firstByteTimeout = retry ? Timeout.InfiniteTimeSpan : store.Pipeline.Options.FirstByteTimeout;
        await store.ExecuteAsync(
            "GetObject",
            replica.ObjectKey,
            tries,
            static (state, token) => state.source.TryReadAsync(state.offset, state.buffer, state.end, state.firstByteTimeout, token),
            (source: this, offset, buffer, end, firstByteTimeout),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the open stream, so that the next read asks the store anew.</summary>
    public async ValueTask CloseAsync()
    {
        if (Interlocked.Exchange(ref _download, null) is { } download)
        {
            await download.DisposeAsync().ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private async ValueTask<bool> TryReadAsync(long offset, Memory<byte> buffer, long end, TimeSpan firstByteTimeout, CancellationToken cancellationToken)
    {
        var isWhole = false;
        using var watchdog = new StreamWatchdog(store.Pipeline.Time, cancellationToken);
        try
        {
            await FillAsync(offset, buffer, end, firstByteTimeout, watchdog).ConfigureAwait(false);
            _offset = offset + buffer.Length;
            isWhole = true;
            return true;
        }
        catch (Exception e) when (watchdog.HasBarked && !cancellationToken.IsCancellationRequested)
        {
            throw new StorageException(StorageErrorKind.Timeout, watchdog.Problem, e);
        }
        finally
        {
            if (!isWhole || _offset == end)
            {
                await CloseAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task FillAsync(long offset, Memory<byte> buffer, long end, TimeSpan firstByteTimeout, StreamWatchdog watchdog)
    {
        if (_download is null || _offset != offset)
        {
            watchdog.Expect(firstByteTimeout, "the store did not begin to answer", nameof(StoreResilienceOptions.FirstByteTimeout));
        }
        else
        {
            watchdog.Expect(IdleTimeout, IdleProblem, nameof(StoreResilienceOptions.StreamIdleTimeout));
        }

        var download = await OpenAtAsync(offset, end, watchdog.Token).ConfigureAwait(false);
        for (var filled = 0; filled < buffer.Length;)
        {
            var read = await download.Content.ReadAsync(buffer[filled..], watchdog.Token).ConfigureAwait(false);
            if (read == 0)
            {
                throw new StorageException(StorageErrorKind.Unavailable, $"the stream broke off at byte {offset + filled} of {objectLength}.");
            }

            filled += read;
            watchdog.Expect(IdleTimeout, IdleProblem, nameof(StoreResilienceOptions.StreamIdleTimeout));
        }
    }

    private async Task<ObjectDownload> OpenAtAsync(long offset, long end, CancellationToken cancellationToken)
    {
        if (_download is { } open && _offset == offset)
        {
            return open;
        }

        await CloseAsync().ConfigureAwait(false);
        _download = await OpenAsync(new ByteRange(offset, end - offset), cancellationToken).ConfigureAwait(false);
        _offset = offset;
        return _download.ObjectLength == objectLength
            ? _download
            : throw OtherLength(_download.ObjectLength);
    }

    private async Task<ObjectDownload> OpenAsync(ByteRange range, CancellationToken cancellationToken)
    {
        try
        {
            return await store.Driver.OpenReadAsync(replica.ObjectKey, range, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.InvalidRequest)
        {
            // A range that lies inside the content but outside the object: the object was cut short.
            store.Pipeline.Charge();
            var head = await store.Driver.FindAsync(replica.ObjectKey, cancellationToken).ConfigureAwait(false);
            if (head is not null && head.Length != objectLength)
            {
                throw OtherLength(head.Length);
            }

            throw;
        }
    }

    private TimeSpan IdleTimeout => store.Pipeline.Options.StreamIdleTimeout;

    private StorageException OtherLength(long length) =>
        new(StorageErrorKind.Integrity, $"the object has {length} bytes; the ledger says {objectLength}.");
}
