using ResilientStorage.Ledger;

namespace ResilientStorage.Conformance;

/// <summary>One database under test, its clock, and ledger objects on it.</summary>
public abstract class ResourceLedgerFixture : IAsyncDisposable
{
    /// <summary>Makes the database; called once, before anything else.</summary>
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Makes another ledger object on the same database, as a second node would; it is not open yet.</summary>
    public abstract IResourceLedger CreateLedger();

    /// <summary>Moves the ledger's clock on.</summary>
    public abstract ValueTask AdvanceAsync(TimeSpan span);

    /// <summary>Writes the state of a store behind the ledger's back: no call of the contract does it yet.</summary>
    public abstract Task SetStoreStateAsync(string instance, string store, StoreState state);

    /// <summary>Looks at the database after a test, and fails when its rows contradict each other.</summary>
    public virtual Task CheckAsync() => Task.CompletedTask;

    /// <summary>Makes a ledger object and opens it.</summary>
    public async Task<IResourceLedger> CreateLedgerAsync(string instance, params StoreRegistration[] stores)
    {
        var ledger = CreateLedger();
        await ledger.OpenAsync(new LedgerOpening { Instance = instance, Stores = stores, NewLedgerId = LedgerSamples.LedgerId });
        return ledger;
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
