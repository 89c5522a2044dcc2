using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

/// <summary>
/// The database behind <see cref="InMemoryResourceLedger"/>: it outlives the ledger objects that use it, so that several nodes, several instances,
/// or the same node after a simulated crash share one. Thread-safe.
/// </summary>
public sealed class InMemoryLedgerDatabase
{
    private readonly SortedDictionary<string, InstanceRows> _instances = new(Utf8ByteOrderComparer.Instance);
    private long _lastWorkId;

    /// <summary>Makes an empty database.</summary>
    /// <param name="timeProvider">The ledger's clock; null for <see cref="System.TimeProvider.System"/>.</param>
    public InMemoryLedgerDatabase(TimeProvider? timeProvider = null) => TimeProvider = timeProvider ?? TimeProvider.System;

    /// <summary>The ledger's clock.</summary>
    public TimeProvider TimeProvider { get; }

    internal Lock Gate { get; } = new();

    internal Guid? LedgerId { get; set; }

    internal long Generation { get; set; } = 1;

    internal LedgerMistakes Mistakes { get; set; }

    internal IReadOnlyCollection<InstanceRows> Instances => _instances.Values;

    internal long NewWorkId() => ++_lastWorkId;

    internal InstanceRows GetOrAddInstance(string name)
    {
        if (!_instances.TryGetValue(name, out var rows))
        {
            rows = new InstanceRows(name);
            _instances.Add(name, rows);
        }

        return rows;
    }

    /// <summary>Moves a store through its life, which no call of the ledger does yet.</summary>
    internal void SetStoreState(string instance, string store, StoreState state)
    {
        lock (Gate)
        {
            _instances[instance].FindStore(store)!.State = state;
        }
    }
}
