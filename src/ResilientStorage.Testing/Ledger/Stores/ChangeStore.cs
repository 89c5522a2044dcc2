using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class ChangeStore
{
    public static StoreRecord Run(LedgerTransaction transaction, StoreChange change)
    {
        var store = transaction.Rows.FindStore(change.Store)
            ?? throw new LedgerException(LedgerErrorKind.Configuration, $"The instance '{transaction.Rows.Name}' has no store '{change.Store}'.");
        switch (change.Kind)
        {
            case StoreChangeKind.RecordMarker:
                RecordMarker(store, RequireMarker(change));
                break;
            case StoreChangeKind.ReplaceMarker:
                store.MarkerId = RequireMarker(change);
                break;
            case StoreChangeKind.AllowRepairs:
                store.RepairsStoppedAt = null;
                store.StormWindowBeganAt = null;
                store.StormCount = 0;
                break;
            case StoreChangeKind.Move:
                var place = change.Place ?? throw new ArgumentException("A move needs the new place.", nameof(change));
                StorePlaces.ThrowIfTaken(transaction, store.Name, place);
                store.Place = place;
                break;
            default:
                throw new ArgumentException($"There is no change {change.Kind} of a store.", nameof(change));
        }

        return store.ToRecord();
    }

    private static void RecordMarker(StoreRow store, Guid markerId)
    {
        if (store.MarkerId is { } recorded && recorded != markerId)
        {
            throw new LedgerException(LedgerErrorKind.Conflict, $"The store '{store.Name}' has the owner marker {recorded} already, recorded by another node.");
        }

        store.MarkerId = markerId;
    }

    private static Guid RequireMarker(StoreChange change) =>
        change.MarkerId ?? throw new ArgumentException("A marker's change needs its id.", nameof(change));
}
