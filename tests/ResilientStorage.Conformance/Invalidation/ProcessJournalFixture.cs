using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Journal;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance;

/// <summary>The journal of one process, which has no second node.</summary>
public sealed class ProcessJournalFixture : InvalidationJournalFixture
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ProcessInvalidationJournal _journal;

    public ProcessJournalFixture() => _journal = new ProcessInvalidationJournal(_clock);

    public override Task<IInvalidationJournal> CreateAsync() => Task.FromResult<IInvalidationJournal>(_journal);

    public override ValueTask AdvanceAsync(TimeSpan span)
    {
        _clock.Advance(span);
        return ValueTask.CompletedTask;
    }
}
