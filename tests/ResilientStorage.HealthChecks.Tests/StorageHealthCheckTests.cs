using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ResilientStorage.Configuration;
using ResilientStorage.HealthChecks;
using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;
using ResilientStorage.Testing;

namespace ResilientStorage;

/// <summary>What each kind of trouble looks like to a host.</summary>
public sealed class StorageHealthCheckTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryObjectStore _main;
    private readonly InMemoryObjectStore _backup;
    private readonly StoreFaultPlan _mainFaults;
    private readonly StoreFaultPlan _backupFaults;
    private readonly LedgerFaultPlan _ledgerFaults;
    private readonly InMemoryLedgerDatabase _database;
    private readonly List<ServiceProvider> _providers = [];

    public StorageHealthCheckTests()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        _main = new InMemoryObjectStore(_clock);
        _backup = new InMemoryObjectStore(_clock);
        _mainFaults = new StoreFaultPlan(_clock);
        _backupFaults = new StoreFaultPlan(_clock);
        _ledgerFaults = new LedgerFaultPlan(_clock);
        _database = new InMemoryLedgerDatabase(_clock);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
        {
            await provider.DisposeAsync();
        }
    }

    [Fact]
    public async Task Check_NothingWrong_HealthyWithItsNumbers()
    {
        var provider = Build();
        await provider.GetRequiredService<IResilientStorage>().UploadAsync("a.bin", new byte[1]);

        var entry = await CheckAsync(provider);

        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal(1L, entry.Data["live"]);
        Assert.Equal("reachable", entry.Data["store.main"]);
        Assert.Equal("reachable", entry.Data["store.backup"]);
    }

    [Fact]
    public async Task Check_NothingWrittenYet_Healthy() => Assert.Equal(HealthStatus.Healthy, (await CheckAsync(Build())).Status);

    [Fact]
    public async Task Check_OneStoreDark_DegradedAndNamed()
    {
        _backupFaults.Outage = true;

        var entry = await CheckAsync(Build());

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Contains("'backup'", entry.Description, StringComparison.Ordinal);
        Assert.Contains("uploads fail", entry.Description, StringComparison.Ordinal);
        Assert.Equal("Unavailable", entry.Data["store.backup"]);
    }

    [Fact]
    public async Task Check_AllStoresDark_FailureStatus()
    {
        _mainFaults.Outage = true;
        _backupFaults.Outage = true;

        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(Build())).Status);
        Assert.Equal(HealthStatus.Degraded, (await CheckAsync(Build(failureStatus: HealthStatus.Degraded))).Status);
    }

    [Fact]
    public async Task Check_StoresDarkButNotAsked_Healthy()
    {
        _mainFaults.Outage = true;
        _backupFaults.Outage = true;

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(Build(static options => options.CheckStores = false))).Status);
    }

    [Fact]
    public async Task Check_LedgerDark_Unhealthy()
    {
        _ledgerFaults.On(LedgerOperation.GetStatus).Fail();

        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(Build())).Status);
    }

    [Fact]
    public async Task Check_StoreHangs_DegradedOnceItsTimeIsUp()
    {
        _mainFaults.On(StoreOperation.OpenRead).Hang();
        var check = CheckAsync(Build());

        _clock.Advance(TimeSpan.FromSeconds(10));

        var entry = await check;
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Contains("Store 'main', GetObject of '.resilient-storage/owner.json': the store did not answer within 00:00:10", entry.Description, StringComparison.Ordinal);
        Assert.Equal(("Timeout", "reachable"), (entry.Data["store.main"], entry.Data["store.backup"]));
    }

    [Fact]
    public async Task Check_LedgerHangs_UnhealthyOnceTheTimeIsUp()
    {
        _ledgerFaults.On(LedgerOperation.GetStatus).Delay(TimeSpan.FromHours(1));
        var check = CheckAsync(Build());

        _clock.Advance(TimeSpan.FromSeconds(30));

        var entry = await check;
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Contains("00:00:30", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_MarkerGone_DegradedAndSaysWhatToDo()
    {
        var provider = Build();
        await provider.GetRequiredService<IResilientStorage>().UploadAsync("a.bin", new byte[1]);
        await _main.DeleteAsync([new Stores.ObjectToDelete(".resilient-storage/owner.json")]);

        var entry = await CheckAsync(provider);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Contains("marker", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WorkDueForLong_Degraded()
    {
        var provider = Build();
        var storage = provider.GetRequiredService<IResilientStorage>();
        await storage.UploadAsync("a.bin", new byte[1]);
        await storage.DeleteAsync("a.bin");

        _clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromHours(1));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(provider)).Status);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var entry = await CheckAsync(provider);
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal(3601.0, entry.Data["work_age_seconds"]);
    }

    [Fact]
    public async Task Check_DeadLetter_Degraded()
    {
        var provider = Build();
        var storage = provider.GetRequiredService<IResilientStorage>();
        await storage.UploadAsync("a.bin", new byte[1]);
        await storage.DeleteAsync("a.bin");
        _backupFaults.On(StoreOperation.Delete).Fail(StorageErrorKind.AccessDenied);
        for (var tries = 0; tries < 7; tries++)
        {
            _clock.Advance(TimeSpan.FromDays(7));
            await provider.GetRequiredService<IStorageMaintenance>().RunPendingWorkAsync();
        }

        var entry = await CheckAsync(provider);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal(1L, entry.Data["dead_letters"]);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(Build(static options => options.MaxDeadLetters = 1))).Status);
    }

    [Fact]
    public async Task Check_ReportedInvalidation_Degraded()
    {
        var provider = Build();
        var journal = (IInvalidationJournal)provider.GetRequiredService<IResourceLedger>();
        await provider.GetRequiredService<IStorageMaintenance>().GetStatusAsync();
        var batch = new InvalidationBatch { Id = Guid.CreateVersion7(), DistributionId = "E1", CallerReference = "r", Paths = ["/a"], SinglePaths = 1, CreatedAt = _clock.GetUtcNow(), State = InvalidationBatchState.Reported };
        await journal.RecordAsync(new InvalidationRecord { LeaseToken = (await journal.TakeLeaseAsync("test", TimeSpan.FromMinutes(1)))!.Value, Batches = [batch] });

        var entry = await CheckAsync(provider);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal(1L, entry.Data["invalidations_reported"]);
        Assert.Contains("invalidations replay", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NamedInstance_IsTheOneAsked()
    {
        _mainFaults.Outage = true;
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_clock)
            .AddResilientStorage("documents", storage => Describe(storage))
            .AddResilientStorage(static storage => storage.UseInMemory());
        services.AddHealthChecks().AddResilientStorage().AddResilientStorage(instance: "documents");
        await using var provider = services.BuildServiceProvider();

        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.Equal(HealthStatus.Healthy, report.Entries["resilient-storage"].Status);
        Assert.Equal(HealthStatus.Degraded, report.Entries["resilient-storage-documents"].Status);
    }

    [Fact]
    public async Task Options_OutOfRange_KeepTheHostFromStarting()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddResilientStorage(static storage => storage.UseInMemory());
        builder.Services.AddHealthChecks().AddResilientStorage(static options => options.Timeout = TimeSpan.Zero);
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("resilient-storage.Timeout: 00:00:00 is not possible", error.Message, StringComparison.Ordinal);
    }

    // Not through HealthCheckService, which runs checks on another thread: here the clock is moved while one waits.
    private static Task<HealthCheckResult> CheckAsync(ServiceProvider provider)
    {
        var registration = Assert.Single(provider.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations);
        return registration.Factory(provider).CheckHealthAsync(new HealthCheckContext { Registration = registration });
    }

    private ServiceProvider Build(Action<StorageHealthCheckOptions>? configure = null, HealthStatus? failureStatus = null)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_clock).AddResilientStorage(Describe);
        services.AddHealthChecks().AddResilientStorage(configure, failureStatus: failureStatus);
        var provider = services.BuildServiceProvider();
        _providers.Add(provider);
        return provider;
    }

    private void Describe(ResilientStorageBuilder storage) => storage
        .Main("main", store => store.Use(_ => FaultInjectingObjectStore.Wrap(_main, _mainFaults)))
        .Backup("backup", store => store.Use(_ => FaultInjectingObjectStore.Wrap(_backup, _backupFaults)))
        .Ledger(ledger => ledger.Use(_ => new FaultInjectingResourceLedger(new InMemoryResourceLedger(_database), _ledgerFaults)))
        .Configure(static options =>
        {
            options.Resilience.Foreground.RetryDelay = TimeSpan.Zero;
            options.Resilience.Background.RetryDelay = TimeSpan.Zero;
        });
}
