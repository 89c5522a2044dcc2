using System.ComponentModel;
using ResilientStorage.Ledger;
using ResilientStorage.Stores;

namespace ResilientStorage.Cli.Documents;

/// <summary>What the ledger knows of one store.</summary>
internal sealed record StatusStoreDocument(
    [property: Description("the name")] string Name,
    [property: Description("its role, as the ledger has it")] StoreRole Role,
    [property: Description("its state")] StoreState State,
    [property: Description("where its objects lie")] string Place,
    [property: Description("copies of live versions that are stored")] long Stored,
    [property: Description("the bytes of those")] long StoredBytes,
    [property: Description("copies of live versions that are confirmed missing")] long Missing,
    [property: Description("copies of live versions that are corrupt")] long Corrupt,
    [property: Description("since when repairs are stopped; null while they are not")] DateTimeOffset? RepairsStoppedAt)
{
    public static StatusStoreDocument Of(StoreStatus status) => new(
        status.Store.Name, status.Store.Role, status.Store.State, PlaceOf(status.Store.Place),
        status.Stored, status.StoredBytes, status.Missing, status.Corrupt, status.Store.RepairsStoppedAt);

    private static string PlaceOf(StorePlace place) =>
        string.Join(' ', new[] { place.Kind, place.Endpoint, place.Bucket, place.Prefix }.Where(static part => part.Length > 0));
}
