using ResilientStorage.Conformance.Meta;
using ResilientStorage.Ledger;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance;

[Implementation(typeof(InMemoryResourceLedger))]
public sealed class InMemoryLedgerFixture : ResourceLedgerFixture
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryLedgerDatabase _database;

    public InMemoryLedgerFixture() => _database = new InMemoryLedgerDatabase(_clock);

    public override IResourceLedger CreateLedger() => new InMemoryResourceLedger(_database);

    public override ValueTask AdvanceAsync(TimeSpan span)
    {
        _clock.Advance(span);
        return ValueTask.CompletedTask;
    }

    public override Task SetStoreStateAsync(string instance, string store, StoreState state)
    {
        _database.SetStoreState(instance, store, state);
        return Task.CompletedTask;
    }

    public override Task CheckAsync()
    {
        Assert.Empty(LedgerInvariants.Check(_database));
        return Task.CompletedTask;
    }
}
