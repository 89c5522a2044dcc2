using ResilientStorage.Ledger;
using ResilientStorage.Resilience;
using ResilientStorage.Stores;
using ResilientStorage.Stores.Ownership;

namespace ResilientStorage.Sessions;

/// <summary>The ledger's own id and its stores, matched with the configured ones.</summary>
internal sealed class OpenedLedger
{
    private readonly Dictionary<string, SessionStore> _byName;

    public OpenedLedger(LedgerState state, IReadOnlyList<SessionStore> stores)
    {
        State = state;
        _byName = stores.ToDictionary(static store => store.Store.Name, StringComparer.Ordinal);
        StoreNames = [.. stores.Select(static store => store.Store.Name)];
    }

    public LedgerState State { get; }

    /// <summary>The names of the stores that this node knows.</summary>
    public IReadOnlyList<string> StoreNames { get; }

    /// <summary>The first Active store that this node does not know; null when it knows all.</summary>
    public StoreRecord? UnknownActiveStore => State.Stores.FirstOrDefault(record => record.State == StoreState.Active && !_byName.ContainsKey(record.Name));

    /// <summary>Whether this node knows a store.</summary>
    public bool Knows(string name) => _byName.ContainsKey(name);

    /// <summary>Whether a store is the main one, as the ledger has it.</summary>
    public bool IsMain(string name) => State.Stores.Any(record => record.Name == name && record.Role == StoreRole.Main);

    /// <summary>Finds a store, for calls of one kind.</summary>
    public ManagedStore? FindStore(string name, StoreWork work) => _byName.GetValueOrDefault(name)?.Store.For(work);

    public StoreOwnership? FindOwnership(string name) => _byName.GetValueOrDefault(name)?.Ownership;
}
