using Microsoft.Extensions.Logging;
using ResilientStorage.Alerts;
using ResilientStorage.Bells;
using ResilientStorage.Configuration;
using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;
using ResilientStorage.Resilience;
using ResilientStorage.Sessions;
using ResilientStorage.Telemetry;

namespace ResilientStorage.Work;

/// <summary>What every worker of an engine uses.</summary>
internal sealed record WorkContext(
    string Instance,
    IResourceLedger Ledger,
    LedgerSession Session,
    ResilientStorageOptions Options,
    TimeProvider Time,
    RemovalBell RemovalBell,
    WorkerBell WorkerBell,
    AlertDispatcher Alerts,
    StorageTelemetry Telemetry,
    ILogger Logger)
{
    /// <summary>What tells a CDN of changes; null when nobody does.</summary>
    public InvalidationBatcher? Invalidation { get; init; }

    /// <summary>How long to wait after so many failed tries: doubling, up to the longest pause.</summary>
    public TimeSpan RetryDelay(int attempts) => GrowingPause.After(Options.WorkRetryDelay, Options.MaxWorkRetryDelay, attempts);
}
