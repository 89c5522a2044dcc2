using ResilientStorage.Ledger;
using ResilientStorage.Stores;

namespace ResilientStorage.Testing;

internal static class OpenLedger
{
    public static LedgerState Run(LedgerTransaction transaction, LedgerOpening opening)
    {
        var rows = transaction.Rows;
        ThrowIfConfiguredWrongly(opening, isFirst: rows.Stores.Count == 0);
        foreach (var store in opening.Stores)
        {
            StorePlaces.ThrowIfTaken(transaction, store.Name, store.Place);
        }

        var state = rows.Stores.Count == 0 ? StoreState.Active : StoreState.Joining;
        foreach (var store in opening.Stores.Where(store => rows.FindStore(store.Name) is null))
        {
            // There is one main store; a later one takes its place only by promotion.
            var role = rows.Main is null ? store.Role : StoreRole.Backup;
            rows.AddStore(new StoreRow(store.Name, role, store.Place, state));
        }

        transaction.Database.LedgerId ??= opening.NewLedgerId;
        return new LedgerState
        {
            LedgerId = transaction.Database.LedgerId.Value,
            Generation = transaction.Database.Generation,
            Stores = [.. rows.Stores.Select(static store => store.ToRecord())],
        };
    }

    private static void ThrowIfConfiguredWrongly(LedgerOpening opening, bool isFirst)
    {
        for (var i = 0; i < opening.Stores.Count; i++)
        {
            foreach (var other in opening.Stores.Skip(i + 1))
            {
                StorePlaces.ThrowIfOverlapping(opening.Stores[i].Name, opening.Stores[i].Place, other.Name, other.Place);
                if (other.Name == opening.Stores[i].Name)
                {
                    throw new LedgerException(LedgerErrorKind.Configuration, $"Two stores are named '{other.Name}': a name is an identity, give each store its own.");
                }
            }
        }

        var mains = opening.Stores.Count(static store => store.Role == StoreRole.Main);
        if (isFirst && mains != 1)
        {
            throw new LedgerException(LedgerErrorKind.Configuration, $"The instance '{opening.Instance}' has {mains} main stores: configure exactly one.");
        }
    }
}
