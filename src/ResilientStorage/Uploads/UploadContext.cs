using Microsoft.Extensions.Logging;
using ResilientStorage.Alerts;
using ResilientStorage.Bells;
using ResilientStorage.Configuration;
using ResilientStorage.Ledger;
using ResilientStorage.ObjectKeys;
using ResilientStorage.Randomness;
using ResilientStorage.Telemetry;

namespace ResilientStorage.Uploads;

/// <summary>What every upload of an engine uses.</summary>
internal sealed record UploadContext(
    string Instance,
    IResourceLedger Ledger,
    ResilientStorageOptions Options,
    TimeProvider Time,
    IdFactory Ids,
    Func<LedgerState, IObjectKeyLayout> LayoutFor,
    RemovalBell RemovalBell,
    WorkerBell WorkerBell,
    AlertDispatcher Alerts,
    StorageCounters Counters,
    ILogger Logger);
