using ResilientStorage.Invalidation;

namespace ResilientStorage.Conformance;

/// <summary>The journal that a ledger keeps.</summary>
public sealed class LedgerJournalFixture<TFixture> : InvalidationJournalFixture
    where TFixture : ResourceLedgerFixture, new()
{
    private readonly TFixture _ledgers = new();

    public override ValueTask InitializeAsync() => _ledgers.InitializeAsync();

    public override async Task<IInvalidationJournal> CreateAsync() =>
        Assert.IsAssignableFrom<IInvalidationJournal>(await _ledgers.CreateLedgerAsync(LedgerSamples.Instance, LedgerSamples.Main, LedgerSamples.Backup));

    public override ValueTask AdvanceAsync(TimeSpan span) => _ledgers.AdvanceAsync(span);

    public override async ValueTask DisposeAsync()
    {
        await _ledgers.CheckAsync();
        await _ledgers.DisposeAsync();
        await base.DisposeAsync();
    }
}
