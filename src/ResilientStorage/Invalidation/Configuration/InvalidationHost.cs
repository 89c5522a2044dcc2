using Microsoft.Extensions.Logging;
using ResilientStorage.Alerts;
using ResilientStorage.Randomness;

namespace ResilientStorage.Invalidation.Configuration;

/// <summary>What invalidation has from whom it belongs to: a storage, or a host of its own.</summary>
internal sealed record InvalidationHost(IInvalidationJournal Journal, AlertDispatcher Alerts, IdFactory Ids, TimeProvider Time, ILogger Logger)
{
    /// <summary>Opens the ledger that keeps the journal: whoever sends may be the first of the process to use it.</summary>
    public Func<CancellationToken, Task> OpenAsync { get; init; } = static _ => Task.CompletedTask;

    /// <summary>Knows the objects of the storage; null without one.</summary>
    public OwnObjects? OwnObjects { get; init; }
}
