using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ResilientStorage.Alerts;
using ResilientStorage.Ledger;
using ResilientStorage.ObjectKeys;
using ResilientStorage.Resilience;

namespace ResilientStorage.Stores.Ownership;

/// <summary>
/// Proves that a store is the one that the ledger means, by its owner marker: written before the first object, looked at again before removals,
/// hourly, and whenever an object seems to be missing. An unmounted folder, an emptied bucket and a mistaken configuration all look alike: empty.
/// </summary>
internal sealed class StoreOwnership(ManagedStore store, IResourceLedger ledger, AlertDispatcher alerts, TimeProvider time, string instance)
{
    /// <summary>How old the sight of a marker may be for writes and removals.</summary>
    private static readonly TimeSpan Hourly = TimeSpan.FromHours(1);

    /// <summary>How old it may be when a HEAD says that an object is not there.</summary>
    private static readonly TimeSpan Recently = TimeSpan.FromSeconds(60);

    private const int MaxMarkerBytes = 64 * 1024;

    private readonly AsyncGate _gate = new();
    private Guid? _recordedMarker;
    private Guid _ledgerId;
    private long _generation;
    private long _seenAt;
    private bool _wasSeen;

    /// <summary>Takes over what the ledger's table says.</summary>
    public void Attach(LedgerState state, StoreRecord record)
    {
        _ledgerId = state.LedgerId;
        _generation = state.Generation;
        _recordedMarker = record.MarkerId;
    }

    /// <summary>Throws unless the marker was seen lately; writes it when the ledger knows of none yet.</summary>
    public Task EnsureWritableAsync(StoreWork work, CancellationToken cancellationToken) =>
        EnsureAsync(store.Capabilities.AbsenceNeedsMarker ? TimeSpan.Zero : Hourly, createIfNew: true, store.For(work), cancellationToken);

    /// <summary>Throws unless the marker was seen so lately that "not there" can be believed.</summary>
    public Task EnsureAbsenceIsRealAsync(StoreWork work, CancellationToken cancellationToken) =>
        EnsureAsync(store.Capabilities.AbsenceNeedsMarker ? TimeSpan.Zero : Recently, createIfNew: false, store.For(work), cancellationToken);

    /// <summary>Takes a person's word that what the store lacks is lost: writes the marker again if it is gone.</summary>
    public async Task AcceptLossAsync(CancellationToken cancellationToken)
    {
        using (await _gate.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await ReadAsync(store, StoreTries.All, cancellationToken).ConfigureAwait(false) is { } marker)
            {
                Check(marker);
            }
            else
            {
                await WriteAsync(store, cancellationToken).ConfigureAwait(false);
            }

            await RecordAsync(StoreChangeKind.ReplaceMarker, cancellationToken).ConfigureAwait(false);
            Seen();
        }
    }

    /// <summary>Throws unless the store answers now, asked once, and holds this ledger's marker, or nothing was ever written to it.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        using (await _gate.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await ReadAsync(store.For(StoreWork.Read), StoreTries.One, cancellationToken).ConfigureAwait(false) is { } marker)
            {
                Check(marker);
                Seen();
            }
            else if (!await IsNewAsync(cancellationToken).ConfigureAwait(false))
            {
                throw Missing();
            }
        }
    }

    /// <summary>Whether the marker that the ledger knows lies in this store, for a store that was moved.</summary>
    public async Task<bool> HoldsMarkerAsync(Guid markerId, CancellationToken cancellationToken) =>
        await ReadAsync(store, StoreTries.All, cancellationToken).ConfigureAwait(false) is { } marker && marker.MarkerId == markerId && marker.LedgerId == _ledgerId;

    private async Task EnsureAsync(TimeSpan maxAge, bool createIfNew, ManagedStore asked, CancellationToken cancellationToken)
    {
        if (IsFresh(maxAge))
        {
            return;
        }

        using (await _gate.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            if (IsFresh(maxAge))
            {
                return;
            }

            if (await ReadAsync(asked, StoreTries.All, cancellationToken).ConfigureAwait(false) is { } marker)
            {
                Check(marker);
                if (_recordedMarker is null)
                {
                    await RecordAsync(StoreChangeKind.RecordMarker, cancellationToken).ConfigureAwait(false);
                }
            }
            else if (createIfNew && await IsNewAsync(cancellationToken).ConfigureAwait(false))
            {
                // Its id is derived, so that two nodes that begin at once write the same marker.
                await WriteAsync(asked, cancellationToken).ConfigureAwait(false);
                await RecordAsync(StoreChangeKind.RecordMarker, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                throw Missing();
            }

            Seen();
        }
    }

    /// <summary>Whether no marker was ever recorded; asked of the ledger, because another process may have written it since this one opened it.</summary>
    private async Task<bool> IsNewAsync(CancellationToken cancellationToken)
    {
        if (_recordedMarker is null)
        {
            var status = await ledger.GetStatusAsync(cancellationToken).ConfigureAwait(false);
            _recordedMarker = status.Stores.FirstOrDefault(row => row.Store.Name == store.Name)?.Store.MarkerId;
        }

        return _recordedMarker is null;
    }

    private bool IsFresh(TimeSpan maxAge) => _wasSeen && maxAge > TimeSpan.Zero && time.GetElapsedTime(_seenAt) < maxAge;

    private void Seen()
    {
        _seenAt = time.GetTimestamp();
        _wasSeen = true;
    }

    private async Task<OwnerMarker?> ReadAsync(ManagedStore asked, StoreTries tries, CancellationToken cancellationToken)
    {
        // Who asks once wants to know soon; who tries again and again is as patient as its settings.
        var patience = tries == StoreTries.One ? asked.Pipeline.Options.FirstByteTimeout : Timeout.InfiniteTimeSpan;
        try
        {
            return await asked.ExecuteAsync(
                "GetObject",
                ReservedKeys.OwnerMarker,
                tries,
                static (state, token) => ReadWithinAsync(state.patience, state.time, state.Driver, token),
                (patience, time, asked.Driver),
                cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.NotFound)
        {
            return null;
        }
    }

    private static async ValueTask<OwnerMarker?> ReadWithinAsync(TimeSpan patience, TimeProvider time, IObjectStore driver, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await ReadAsync(driver, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StorageException(StorageErrorKind.Timeout, $"the store did not answer within {patience} ({nameof(StoreResilienceOptions.FirstByteTimeout)}).", e);
        }
    }

    private static async ValueTask<OwnerMarker?> ReadAsync(IObjectStore driver, CancellationToken cancellationToken)
    {
        var download = await driver.OpenReadAsync(ReservedKeys.OwnerMarker, range: null, cancellationToken).ConfigureAwait(false);
        await using (download.ConfigureAwait(false))
        {
            if (download.ObjectLength > MaxMarkerBytes)
            {
                throw Unreadable(innerException: null);
            }

            try
            {
                var marker = await JsonSerializer.DeserializeAsync(download.Content, OwnerMarkerJson.Default.OwnerMarker, cancellationToken).ConfigureAwait(false);
                return marker ?? throw Unreadable(innerException: null);
            }
            catch (JsonException e)
            {
                throw Unreadable(e);
            }
        }
    }

    private static StorageException Unreadable(Exception? innerException) =>
        new(StorageErrorKind.Integrity, "the owner marker is not the library's: someone else writes to this store. Use a bucket, folder or prefix of its own.", innerException);

    private async Task WriteAsync(ManagedStore asked, CancellationToken cancellationToken)
    {
        var marker = new OwnerMarker(_ledgerId, instance, store.Name, DeriveMarkerId(), _generation);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(marker, OwnerMarkerJson.Default.OwnerMarker);
        var options = new PutObjectOptions { ContentType = "application/json" };
        await asked.PutAsync(ReservedKeys.OwnerMarker, new ReadOnlySequence<byte>(bytes), options, new WriteOutcome(), cancellationToken).ConfigureAwait(false);
    }

    private async Task RecordAsync(StoreChangeKind kind, CancellationToken cancellationToken)
    {
        var record = await ledger.ChangeStoreAsync(new StoreChange { Store = store.Name, Kind = kind, MarkerId = DeriveMarkerId() }, cancellationToken).ConfigureAwait(false);
        _recordedMarker = record.MarkerId;
    }

    private Guid DeriveMarkerId()
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{_ledgerId:D}\n{instance}\n{store.Name}"));
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    private void Check(OwnerMarker marker)
    {
        if (marker.LedgerId != _ledgerId || marker.Store != store.Name || marker.Instance != instance)
        {
            throw Fail(
                StorageErrorKind.InvalidRequest,
                $"the store belongs to the ledger {marker.LedgerId} (instance '{marker.Instance}', store '{marker.Store}'), and this is the ledger {_ledgerId} (instance '{instance}', store '{store.Name}'). Check bucket, folder and prefix, and the ledger's connection.");
        }

        if (marker.Generation > _generation)
        {
            throw Fail(
                StorageErrorKind.InvalidRequest,
                $"the store's marker has generation {marker.Generation} and the ledger {_generation}: the ledger is an older copy. Use the current one, or rebuild it.");
        }
    }

    private StorageException Missing()
    {
        alerts.Raise(AlertKind.MarkerMissing, $"Store '{store.Name}' has lost its owner marker, and is not used. First check that its folder is mounted, or that bucket and prefix are the right ones: then it is used again by itself. Only if its objects are really lost, call RepairAsync(\"{store.Name}\").", store: store.Name);
        return Fail(
            StorageErrorKind.Unavailable,
            $"the owner marker {ReservedKeys.OwnerMarker} is missing: the folder is not mounted, or the bucket was emptied. If the loss is real, call RepairAsync(\"{store.Name}\").");
    }

    private StorageException Fail(StorageErrorKind kind, string problem) =>
        StoreErrors.Make(kind, problem, new StoreCall(store.Name, "GetObject", ReservedKeys.OwnerMarker), inner: null, isTransient: false);
}
