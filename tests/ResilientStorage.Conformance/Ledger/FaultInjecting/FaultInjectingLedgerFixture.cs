using ResilientStorage.Conformance.Meta;
using ResilientStorage.Ledger;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance;

/// <summary>The ledger in memory behind a plan without faults: the decorator changes nothing until it is told to.</summary>
[Implementation(typeof(FaultInjectingResourceLedger))]
public sealed class FaultInjectingLedgerFixture : ResourceLedgerFixture
{
    private readonly InMemoryLedgerFixture _inner = new();

    public override ValueTask InitializeAsync() => _inner.InitializeAsync();

    public override IResourceLedger CreateLedger() => new FaultInjectingResourceLedger(_inner.CreateLedger());

    public override ValueTask AdvanceAsync(TimeSpan span) => _inner.AdvanceAsync(span);

    public override Task SetStoreStateAsync(string instance, string store, StoreState state) => _inner.SetStoreStateAsync(instance, store, state);

    public override Task CheckAsync() => _inner.CheckAsync();

    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync();
        await base.DisposeAsync();
    }
}
