using ResilientStorage.Stores;

namespace ResilientStorage.Testing;

/// <summary>No two stores of a database may share or nest their places, whatever their instance.</summary>
internal static class StorePlaces
{
    public static void ThrowIfTaken(LedgerTransaction transaction, string store, StorePlace place)
    {
        foreach (var instance in transaction.Database.Instances)
        {
            foreach (var other in instance.Stores.Where(other => instance != transaction.Rows || other.Name != store))
            {
                ThrowIfOverlapping(store, place, instance == transaction.Rows ? other.Name : $"{instance.Name}/{other.Name}", other.Place);
            }
        }
    }

    public static void ThrowIfOverlapping(string store, StorePlace place, string other, StorePlace otherPlace)
    {
        if (place.Overlaps(otherPlace))
        {
            throw new LedgerException(LedgerErrorKind.Configuration, $"The stores '{store}' ({place}) and '{other}' ({otherPlace}) share or nest their places. Give each its own bucket or prefix.");
        }
    }
}
