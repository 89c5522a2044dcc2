using ResilientStorage.Configuration;
using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;
using ResilientStorage.Stores;
using ResilientStorage.Testing;

namespace ResilientStorage;

/// <summary>The real engine over stores and a ledger in memory, with faults on demand and a clock that the test moves.</summary>
internal sealed class TestStorage : IAsyncDisposable
{
    public const string MainName = "main";
    public const string BackupName = "backup";

    public TestStorage(Action<ResilientStorageOptions>? configure = null, InMemoryLedgerDatabase? database = null, InMemoryObjectStore? main = null, InMemoryObjectStore? backup = null, ManualTimeProvider? clock = null, string instance = "default", Func<IObjectStore, IObjectStore>? wrapMain = null, Func<EngineSetup, EngineSetup>? change = null)
    {
        Clock = clock ?? new ManualTimeProvider();
        Main = main ?? new InMemoryObjectStore(Clock);
        Backup = backup ?? new InMemoryObjectStore(Clock);
        MainFaults = new StoreFaultPlan(Clock);
        BackupFaults = new StoreFaultPlan(Clock);
        LedgerFaults = new LedgerFaultPlan(Clock);
        Database = database ?? new InMemoryLedgerDatabase(Clock);
        Queue = new InMemoryDeleteQueue(Clock);
        Ledger = new FaultInjectingResourceLedger(new InMemoryResourceLedger(Database), LedgerFaults);
        Options.Resilience.Foreground.RetryDelay = TimeSpan.Zero;
        Options.Resilience.Background.RetryDelay = TimeSpan.Zero;
        Options.QueueRetryDelay = TimeSpan.Zero;
        Options.LedgerRetryDelay = TimeSpan.Zero;
        configure?.Invoke(Options);
        var setup = new EngineSetup
        {
            Instance = instance,
            Stores =
            [
                new EngineStore(MainName, StoreRole.Main, new StorePlace("in-memory", "", MainName), (wrapMain ?? (static store => store))(FaultInjectingObjectStore.Wrap(Main, MainFaults))),
                new EngineStore(BackupName, StoreRole.Backup, new StorePlace("in-memory", "", BackupName), FaultInjectingObjectStore.Wrap(Backup, BackupFaults)),
            ],
            Ledger = Ledger,
            Queue = Queue,
            Alerts = [Alerts],
            Options = Options,
            Time = Clock,
        };
        Engine = new StorageEngine(change is null ? setup : change(setup));
    }

    /// <summary>As the seed of this library did it: repair before the answer, nothing kept.</summary>
    public static TestStorage SeedWay() => new(static options =>
    {
        options.ReadRepair = ReadRepair.BeforeResponse;
        options.DeletedRetention = TimeSpan.Zero;
        options.SupersededRetention = TimeSpan.Zero;
        options.ReaderGrace = TimeSpan.Zero;
    });

    public ManualTimeProvider Clock { get; }

    public InMemoryObjectStore Main { get; }

    public InMemoryObjectStore Backup { get; }

    public StoreFaultPlan MainFaults { get; }

    public StoreFaultPlan BackupFaults { get; }

    public LedgerFaultPlan LedgerFaults { get; }

    public InMemoryLedgerDatabase Database { get; }

    public FaultInjectingResourceLedger Ledger { get; }

    public InMemoryDeleteQueue Queue { get; }

    public RecordingAlertSink Alerts { get; } = new();

    public ResilientStorageOptions Options { get; } = new();

    public StorageEngine Engine { get; }

    public IResilientStorage Storage => Engine.Storage;

    public IStorageMaintenance Maintenance => Engine.Maintenance;

    /// <summary>Objects of a store that are not the library's own.</summary>
    public static IReadOnlyList<string> Objects(InMemoryObjectStore store) => [.. store.ObjectKeys.Where(static key => !key.StartsWith(".resilient-storage/", StringComparison.Ordinal))];

    public async Task<ReplicaState> StateInAsync(string store, VersionId versionId)
    {
        var snapshot = await Ledger.FindAsync(new ResourceLookup { VersionId = versionId });
        return snapshot!.Replicas.Single(replica => replica.Store == store).State;
    }

    public async Task<VersionState> StateAsync(VersionId versionId) =>
        (await Ledger.FindAsync(new ResourceLookup { VersionId = versionId }))!.State;

    public async Task<List<ResourceVersion>> VersionsAsync(string key)
    {
        var versions = new List<ResourceVersion>();
        await foreach (var version in Storage.ListVersionsAsync(key))
        {
            versions.Add(version);
        }

        return versions;
    }

    /// <summary>Everything works again, and stores that were left alone are asked again.</summary>
    public void Heal()
    {
        MainFaults.Heal();
        BackupFaults.Heal();
        Clock.Advance(Options.Resilience.Breaker.BreakDuration);
    }

    /// <summary>Lets bells and alerts that were handed over run.</summary>
    public void RunBackground() => Clock.Advance(TimeSpan.Zero);

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
