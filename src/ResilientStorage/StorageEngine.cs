using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ResilientStorage.Alerts;
using ResilientStorage.Bells;
using ResilientStorage.Configuration;
using ResilientStorage.Deletes;
using ResilientStorage.Deletes.InProcess;
using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Configuration;
using ResilientStorage.Invalidation.Sending;
using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;
using ResilientStorage.ObjectKeys;
using ResilientStorage.Randomness;
using ResilientStorage.Reconciliation;
using ResilientStorage.Replicas;
using ResilientStorage.Resilience;
using ResilientStorage.Sessions;
using ResilientStorage.Stores;
using ResilientStorage.Stores.Ownership;
using ResilientStorage.Telemetry;
using ResilientStorage.Uploads;
using ResilientStorage.Work;

namespace ResilientStorage;

/// <summary>Puts the parts of one instance together. The one place that knows them all.</summary>
internal sealed class StorageEngine : IAsyncDisposable, IDisposable
{
    private const int MaxObjectKeyBytes = 1_024;
    private readonly BackgroundTasks _background;
    private readonly AlertDispatcher _alerts;
    private readonly LedgerSession _session;

    public StorageEngine(EngineSetup setup)
    {
        Check(setup);
        Options = setup.Options;
        Telemetry = new StorageTelemetry(setup.Meters, setup.Instance, setup.Time);
        var logger = new KeylessLogger(setup.Logging.CreateLogger("ResilientStorage"));
        var ids = new IdFactory(setup.Time, setup.Random);
        _background = new BackgroundTasks(setup.Time, logger);
        var alerts = new AlertDispatcher(setup.Alerts, setup.AlertOptions, setup.Time, setup.Instance, logger, Telemetry.Counters);
        _alerts = alerts;
        var removalBell = new RemovalBell(setup.Queue, setup.Ledger, alerts, _background, ids, setup.Time, setup.Options, setup.Instance, logger)
        {
            Spans = Telemetry.Spans,
            HasListeners = setup.Queue is InProcessDeleteQueue inProcess ? () => inProcess.HasConsumers : static () => true,
        };
        var workerBell = new WorkerBell(_background, setup.Time);

        _session = new LedgerSession(setup.Ledger, CreateStores(setup, ids, alerts, Telemetry.Stores, logger), setup.Instance, ids.NewId, logger);
        OwnObjects = new OwnObjects(setup.Ledger, async token => (await _session.OpenAsync(token).ConfigureAwait(false)).State, logger);
        Invalidation = setup.Invalidation?.Invoke(HostOf(setup, alerts, ids, logger));
        var work = new WorkContext(setup.Instance, setup.Ledger, _session, setup.Options, setup.Time, removalBell, workerBell, alerts, Telemetry, logger) { Invalidation = Invalidation };
        var opener = new ReplicaOpener(setup.Ledger, setup.Options, alerts, workerBell, Telemetry.Counters, logger);
        var copier = new ReplicaCopier(work, opener);
        var removals = new RemovalWorker(work);
        var repairs = new RepairWorker(work, copier);
        var aliases = new AliasWorker(work, copier);
        var sweeper = new LedgerSweeper(work);
        var uploads = new UploadContext(setup.Instance, setup.Ledger, setup.Options, setup.Time, ids, LayoutOf(setup), removalBell, workerBell, alerts, Telemetry.Counters, logger);

        Worker = new StorageWorker(work, setup.Queue, removals, repairs, aliases, sweeper);
        Maintenance = new StorageMaintenance(work, Worker, sweeper, new StoreRepair(work, sweeper, repairs), new StoreCheck(work));
        var storage = new Storage(_session, uploads, opener, repairs, new DeleteOperation(setup.Ledger, _session, setup.Options, removalBell, workerBell), removals, aliases.RunAsync, work);
        Storage = new InstrumentedStorage(storage, Telemetry.Operations);
    }

    public ResilientStorageOptions Options { get; }

    public IResilientStorage Storage { get; }

    public IStorageMaintenance Maintenance { get; }

    public StorageWorker Worker { get; }

    /// <summary>What tells a CDN of changes; null when nobody does.</summary>
    public InvalidationBatcher? Invalidation { get; }

    /// <summary>Knows which changes told by others are this storage's own.</summary>
    public OwnObjects OwnObjects { get; }

    public StorageTelemetry Telemetry { get; }

    /// <summary>Opens the ledger and sees every store's marker, for hosts that would rather not start than run on one leg.</summary>
    public async Task EnsureReachableAsync(CancellationToken cancellationToken)
    {
        var opened = await _session.OpenAsync(cancellationToken).ConfigureAwait(false);
        foreach (var name in opened.StoreNames)
        {
            await opened.FindOwnership(name)!.EnsureWritableAsync(StoreWork.Read, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Alerts last: what ends in the background may raise some.
        await _background.DisposeAsync().ConfigureAwait(false);
        Invalidation?.Dispose();
        await _alerts.DisposeAsync().ConfigureAwait(false);
        Telemetry.Dispose();
    }

    /// <summary>For containers that are disposed synchronously: bells and alerts under way are told to stop and not waited for.</summary>
    public void Dispose()
    {
        _background.Stop();
        Invalidation?.Dispose();
        _alerts.Dispose();
        Telemetry.Dispose();
    }

    private static void Check(EngineSetup setup)
    {
        foreach (var store in setup.Stores)
        {
            // 37 is a dot and a version id: what the layout adds to the longest key.
            var longest = Encoding.UTF8.GetByteCount(store.Place.Prefix) + ResourceKey.MaxBytes + VersionId.TextLength + 1;
            if (store.Place.Kind != FileSystemPlaceKind && longest > MaxObjectKeyBytes)
            {
                throw new OptionsValidationException(setup.Instance, typeof(ResilientStorageOptions), [$"The prefix '{store.Place.Prefix}' of store '{store.Name}' is too long: with the longest resource key an object key would have {longest} bytes, and S3 takes {MaxObjectKeyBytes}. Shorten it by {longest - MaxObjectKeyBytes} bytes."]);
            }
        }
    }

    private InvalidationHost HostOf(EngineSetup setup, AlertDispatcher alerts, IdFactory ids, ILogger logger) => new(JournalOf(setup), alerts, ids, setup.Time, logger)
    {
        OpenAsync = token => _session.OpenAsync(token).AsTask(),
        OwnObjects = OwnObjects,
        Counts = new LedgerObjectCounts(setup.Ledger, setup.Stores[0].Name, setup.Stores[0].Place),
    };

    private static IInvalidationJournal JournalOf(EngineSetup setup) => setup.Ledger as IInvalidationJournal
        ?? throw new InvalidOperationException($"The ledger {setup.Ledger.GetType().Name} keeps no journal of invalidations ({nameof(IInvalidationJournal)}), so that they could get lost: use a ledger that does, or leave out .Invalidation(...).");

    // A folder is not a part of the object's name.
    private const string FileSystemPlaceKind = "file-system";

    private static Func<LedgerState, IObjectKeyLayout> LayoutOf(EngineSetup setup)
    {
        if (setup.Layout is { } given)
        {
            return _ => given;
        }

        return setup.Options.ObjectKeyLayout == ObjectKeyLayout.Opaque
            ? static state => new OpaqueLayout(state.LedgerId)
            : static _ => new VersionedLayout();
    }

    private static List<SessionStore> CreateStores(EngineSetup setup, IdFactory ids, AlertDispatcher alerts, StoreTelemetry telemetry, ILogger logger)
    {
        IStoreCallObserver observer = setup.StoreObserver is { } other ? new StoreCallObservers(telemetry, other) : telemetry;
        return [.. setup.Stores.Select(configured =>
        {
            var resilience = configured.Resilience ?? setup.Options.Resilience;
            var breaker = new StoreBreaker(configured.Name, resilience.Breaker, setup.Time, observer, logger);
            telemetry.Watch(breaker);
            var limiter = setup.RateLimiters.Find(configured.Name, configured.Driver.Capabilities.RateLimit, resilience.OperationsPerSecond, setup.Time);
            var store = new ManagedStore(configured.Name, configured.Driver, new StorePipeline(resilience, breaker, limiter, setup.Time, ids, observer), StoreWork.Upload);
            return new SessionStore(store, configured.Role, configured.Place, new StoreOwnership(store, setup.Ledger, alerts, setup.Time, setup.Instance));
        })];
    }
}
