using Microsoft.Extensions.Logging;
using ResilientStorage.Ledger;
using ResilientStorage.Resilience;

namespace ResilientStorage.Sessions;

/// <summary>Opens the ledger once per process, on first use, and brings the stores table and the configured stores together.</summary>
internal sealed class LedgerSession(IResourceLedger ledger, IReadOnlyList<SessionStore> stores, string instance, Func<Guid> newId, ILogger logger)
{
    private readonly AsyncGate _gate = new();
    private OpenedLedger? _opened;

    public async ValueTask<OpenedLedger> OpenAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _opened) is { } opened)
        {
            return opened;
        }

        using (await _gate.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_opened is null)
            {
                Volatile.Write(ref _opened, await OpenFirstAsync(cancellationToken).ConfigureAwait(false));
            }

            return _opened!;
        }
    }

    private async Task<OpenedLedger> OpenFirstAsync(CancellationToken cancellationToken)
    {
        var opening = new LedgerOpening
        {
            Instance = instance,
            Stores = [.. stores.Select(static store => new StoreRegistration(store.Store.Name, store.Role, store.Place))],
            NewLedgerId = newId(),
        };
        var state = await ledger.OpenAsync(opening, cancellationToken).ConfigureAwait(false);

        foreach (var configured in stores)
        {
            var record = state.Stores.FirstOrDefault(record => record.Name == configured.Store.Name)
                ?? throw new LedgerException(LedgerErrorKind.Corrupt, $"The ledger was opened with the store '{configured.Store.Name}' but has no row of it.");
            configured.Ownership.Attach(state, record);
            if (record.Place != configured.Place)
            {
                await MoveAsync(configured, record, cancellationToken).ConfigureAwait(false);
            }

            if (record.State != StoreState.Active)
            {
                logger.StoreNotActive(record.Name, record.State);
            }

            if (record.Role != configured.Role)
            {
                logger.RoleDiffers(record.Name, configured.Role, record.Role);
            }
        }

        return new OpenedLedger(state, stores);
    }

    /// <summary>A name that points elsewhere is accepted only where the marker proves that the store itself was moved.</summary>
    private async Task MoveAsync(SessionStore configured, StoreRecord record, CancellationToken cancellationToken)
    {
        if (record.MarkerId is { } marker && !await configured.Ownership.HoldsMarkerAsync(marker, cancellationToken).ConfigureAwait(false))
        {
            throw new LedgerException(
                LedgerErrorKind.Configuration,
                $"The store '{record.Name}' is {record.Place} in the ledger, and the configuration now points it to {configured.Place}, which does not hold its owner marker. A name is an identity: give the new place a name of its own, or move the objects with {ObjectKeys.ReservedKeys.OwnerMarker} first.");
        }

        await ledger.ChangeStoreAsync(new StoreChange { Store = record.Name, Kind = StoreChangeKind.Move, Place = configured.Place }, cancellationToken).ConfigureAwait(false);
        logger.StoreMoved(record.Name, record.Place, configured.Place);
    }
}
