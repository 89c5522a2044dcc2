using ResilientStorage.Invalidation;

namespace ResilientStorage.Conformance;

/// <summary>A journal under test and its clock.</summary>
public abstract class InvalidationJournalFixture : IAsyncDisposable
{
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Makes another object on the same journal, as a second node would; ready for use.</summary>
    public abstract Task<IInvalidationJournal> CreateAsync();

    public abstract ValueTask AdvanceAsync(TimeSpan span);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
