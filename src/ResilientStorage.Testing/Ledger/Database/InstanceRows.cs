using ResilientStorage.Ledger;
using ResilientStorage.Stores;

namespace ResilientStorage.Testing;

/// <summary>The tables of one instance. Sorted, so that every walk over them has one order.</summary>
internal sealed class InstanceRows(string name)
{
    private readonly List<StoreRow> _stores = [];

    public string Name { get; } = name;

    /// <summary>Main first, then the backups in the order in which they were recorded.</summary>
    public IReadOnlyList<StoreRow> Stores => _stores;

    public SortedDictionary<string, ResourceRow> Resources { get; } = new(Utf8ByteOrderComparer.Instance);

    public SortedDictionary<VersionId, VersionRow> Versions { get; } = [];

    public SortedDictionary<string, AliasRow> Aliases { get; } = new(Utf8ByteOrderComparer.Instance);

    public SortedDictionary<long, WorkRow> Work { get; } = [];

    public InvalidationRows Invalidation { get; } = new();

    public StoreRow? Main => _stores.Find(static store => store.Role == StoreRole.Main);

    public IEnumerable<StoreRow> ActiveStores => _stores.Where(static store => store.State == StoreState.Active);

    public StoreRow? FindStore(string name) => _stores.Find(store => store.Name == name);

    public void AddStore(StoreRow store) =>
        _stores.Insert(store.Role == StoreRole.Main ? 0 : _stores.Count, store);

    public ResourceRow? FindResource(string key) => Resources.GetValueOrDefault(key);

    public VersionRow? FindVersion(VersionId id) => Versions.GetValueOrDefault(id);
}
