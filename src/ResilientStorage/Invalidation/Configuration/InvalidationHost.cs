using Microsoft.Extensions.Logging;
using ResilientStorage.Alerts;
using ResilientStorage.Randomness;

namespace ResilientStorage.Invalidation.Configuration;

/// <summary>What invalidation has from whom it belongs to: a storage, or a host of its own.</summary>
internal sealed record InvalidationHost(IInvalidationJournal Journal, AlertDispatcher Alerts, IdFactory Ids, TimeProvider Time, ILogger Logger);
