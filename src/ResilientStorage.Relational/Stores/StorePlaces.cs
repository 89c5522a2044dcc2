using ResilientStorage.Ledger;
using ResilientStorage.Stores;

namespace ResilientStorage.Relational.Stores;

/// <summary>No two stores of a database may share or nest their places: one would remove what the other holds.</summary>
internal static class StorePlaces
{
    public static void ThrowIfConfiguredOverlap(IReadOnlyList<StoreRegistration> stores)
    {
        for (var i = 0; i < stores.Count; i++)
        {
            for (var j = i + 1; j < stores.Count; j++)
            {
                if (stores[i].Name == stores[j].Name)
                {
                    throw new LedgerException(LedgerErrorKind.Configuration, $"Two stores are named '{stores[i].Name}': a name is an identity, give each store its own.");
                }

                if (stores[i].Place.Overlaps(stores[j].Place))
                {
                    throw Error(stores[j].Name, stores[j].Place, $"the store '{stores[i].Name}'", stores[i].Place);
                }
            }
        }
    }

    public static void ThrowIfRecordedOverlap(string instance, string name, StorePlace place, IEnumerable<RecordedPlace> recorded)
    {
        foreach (var other in recorded)
        {
            if ((other.Instance != instance || other.Name != name) && other.Place.Overlaps(place))
            {
                throw Error(name, place, $"the store '{other.Name}' of the instance '{other.Instance}'", other.Place);
            }
        }
    }

    private static LedgerException Error(string name, StorePlace place, string other, StorePlace otherPlace) => new(
        LedgerErrorKind.Configuration,
        $"The store '{name}' ({place}) shares or nests its place with {other} ({otherPlace}). Give each store a bucket, folder or prefix of its own.");
}
