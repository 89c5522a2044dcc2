using Microsoft.Extensions.Logging;
using ResilientStorage.Alerts;
using ResilientStorage.Invalidation.Sending;
using ResilientStorage.Randomness;

namespace ResilientStorage.Invalidation.Configuration;

/// <summary>What invalidation has from whom it belongs to: a storage, or a host of its own.</summary>
internal sealed record InvalidationHost(IInvalidationJournal Journal, AlertDispatcher Alerts, IdFactory Ids, TimeProvider Time, ILogger Logger)
{
    /// <summary>Opens the ledger that keeps the journal: whoever sends may be the first of the process to use it.</summary>
    public Func<CancellationToken, Task> OpenAsync { get; init; } = static _ => Task.CompletedTask;

    /// <summary>Knows the objects of the storage; null without one.</summary>
    public OwnObjects? OwnObjects { get; init; }

    /// <summary>Knows how many objects lie in the main store's bucket; null where nobody does.</summary>
    public IObjectCounts? Counts { get; init; }
}
