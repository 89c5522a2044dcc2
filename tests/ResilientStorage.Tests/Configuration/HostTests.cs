using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ResilientStorage.Testing;
using ResilientStorage.Uploads;

namespace ResilientStorage.Configuration;

/// <summary>The storage in a real host.</summary>
public sealed class HostTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryObjectStore _main = new();
    private readonly InMemoryObjectStore _backup = new();
    private readonly StoreFaultPlan _backupFaults = new();

    [Fact]
    public async Task Host_WithTheWorker_DeletesAreRemoved()
    {
        using var host = await StartAsync(Small.NoRetention);
        var storage = host.Services.GetRequiredService<IResilientStorage>();
        await storage.UploadAsync("a.bin", new byte[1]);

        await storage.DeleteAsync("a.bin");
        await UntilAsync(() => TestStorage.Objects(_main).Count + TestStorage.Objects(_backup).Count == 0);
        await host.StopAsync();

        Assert.Empty(TestStorage.Objects(_main));
    }

    [Fact]
    public async Task Host_WithoutTheWorker_LeavesTheWorkToOthers()
    {
        using var host = await StartAsync(static options =>
        {
            Small.NoRetention(options);
            options.RunWorker = false;
        });
        var storage = host.Services.GetRequiredService<IResilientStorage>();
        await storage.UploadAsync("a.bin", new byte[1]);
        await storage.DeleteAsync("a.bin");

        _clock.Advance(TimeSpan.FromDays(1));
        await host.StopAsync();

        Assert.Single(TestStorage.Objects(_main));
    }

    [Fact]
    public async Task Host_StoreDark_StartsUnlessItIsRequired()
    {
        _backupFaults.Outage = true;
        using (var host = await StartAsync(static _ => { }))
        {
            await host.StopAsync();
        }

        var error = await Assert.ThrowsAsync<StorageException>(() => StartAsync(static options =>
        {
            options.RequireReachableAtStart = true;
            options.Resilience.Foreground.Retries = 0;
        }));
        Assert.Equal("backup", error.Store);
    }

    [Fact]
    public async Task Host_ReachableRequiredAndThere_Starts()
    {
        using var host = await StartAsync(static options => options.RequireReachableAtStart = true);
        await host.StopAsync();

        Assert.Contains(".resilient-storage/owner.json", _main.ObjectKeys);
    }

    [Fact]
    public async Task Host_InvalidOptions_DoesNotStart() =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(static options => options.PartsInFlight = 0));

    [Fact]
    public async Task Provider_RealStoresAndLedger_WorkAndAreDisposed()
    {
        var folder = Directory.CreateTempSubdirectory("resilient-storage-");
        try
        {
            await using var provider = new ServiceCollection()
                .AddResilientStorage(storage => storage
                    .Main("main", store => store.UseFileSystem(Path.Combine(folder.FullName, "main")))
                    .Backup("backup", store => store.UseFileSystem(Path.Combine(folder.FullName, "backup")))
                    .Ledger(ledger => ledger.UseSqlite(Path.Combine(folder.FullName, "ledger.db"))))
                .BuildServiceProvider();
            var storage = provider.GetRequiredService<IResilientStorage>();
            await storage.UploadAsync("a.bin", new byte[] { 1 });

            Assert.Equal(new byte[] { 1 }, await storage.ReadAllBytesAsync("a.bin"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Provider_DisposedWithBellsUnderWay_NothingRunsAfterwards(bool asynchronously)
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var queue = new InMemoryDeleteQueue(_clock) { IsUnreachable = true };
        var provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(_clock)
            .AddResilientStorage(storage => storage.UseInMemory(_main, _backup, queue: queue).Configure(Small.NoRetention))
            .BuildServiceProvider();
        var storage = provider.GetRequiredService<IResilientStorage>();
        await storage.UploadAsync("a.bin", new byte[] { 1 });
        await storage.DeleteAsync("a.bin");
        _clock.Advance(TimeSpan.Zero);

        if (asynchronously)
        {
            await provider.DisposeAsync();
        }
        else
        {
            provider.Dispose();
        }

        queue.IsUnreachable = false;
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(queue.Enqueued);
    }

    private async Task<IHost> StartAsync(Action<ResilientStorageOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddResilientStorage(storage => storage
            .Main("main", store => store.UseInMemory(_main))
            .Backup("backup", store => store.Use(_ => FaultInjectingObjectStore.Wrap(_backup, _backupFaults)))
            .Ledger(static ledger => ledger.UseInMemory())
            .Configure(configure));
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>The worker of a host runs on threads of its own: the clock is moved until it has come as far.</summary>
    private async Task UntilAsync(Func<bool> isDone)
    {
        while (!isDone())
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }
}
