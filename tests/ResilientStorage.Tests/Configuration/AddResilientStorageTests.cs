using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ResilientStorage.Alerts;
using ResilientStorage.Deletes;
using ResilientStorage.Deletes.InProcess;
using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;
using ResilientStorage.Stores;
using ResilientStorage.Testing;

namespace ResilientStorage.Configuration;

/// <summary>Registration: what is missing is said at once, and what is there resolves.</summary>
public sealed class AddResilientStorageTests
{
    public static TheoryData<Action<ResilientStorageBuilder>, string> Incomplete => new()
    {
        { static storage => storage.Backup("b", static store => store.UseInMemory()).Ledger(static ledger => ledger.UseInMemory()), ".Main(" },
        { static storage => storage.Main("a", static store => store.UseInMemory()).Ledger(static ledger => ledger.UseInMemory()), ".Backup(" },
        { static storage => storage.Main("a", static store => store.UseInMemory()).Backup("b", static store => store.UseInMemory()), ".Ledger(" },
        { static storage => storage.Main("a", static store => store.UseInMemory()).Backup("b", static _ => { }).Ledger(static ledger => ledger.UseInMemory()), "'b' was given no implementation" },
    };

    public static TheoryData<Action<ResilientStorageOptions>, string> Invalid => new()
    {
        { static options => options.DeletedRetention = TimeSpan.FromSeconds(-1), "DeletedRetention: -00:00:01" },
        { static options => options.SupersededRetention = TimeSpan.FromSeconds(-1), "SupersededRetention: -00:00:01" },
        { static options => options.ReaderGrace = TimeSpan.FromSeconds(-1), "ReaderGrace: -00:00:01" },
        { static options => options.LateWriteGrace = TimeSpan.FromSeconds(-1), "LateWriteGrace: -00:00:01" },
        { static options => options.Lease = TimeSpan.FromSeconds(2), "Lease: 00:00:02" },
        { static options => options.PartSize = 0, "PartSize: 0" },
        { static options => options.PartSize = 12_345, "PartSize: 12345" },
        { static options => options.PartsInFlight = 0, "PartsInFlight: 0" },
        { static options => options.PartsInFlight = 65, "PartsInFlight: 65" },
        { static options => options.Resilience.Foreground.Retries = 21, "Resilience.Foreground.Retries: 21" },
        { static options => options.Resilience.Background.RetryDelay = TimeSpan.FromSeconds(-1), "Resilience.Background.RetryDelay: -00:00:01" },
        { static options => options.Resilience.Foreground.AttemptTimeout = TimeSpan.Zero, "Resilience.Foreground.AttemptTimeout: 00:00:00" },
        { static options => options.Resilience.Foreground.AttemptTimeout = TimeSpan.FromDays(2), "Resilience.Foreground.AttemptTimeout: 2.00:00:00" },
        { static options => options.Resilience.Foreground.AttemptTimeout = TimeSpan.FromMilliseconds(5), "Resilience.Foreground.AttemptTimeout: 00:00:00.0050000" },
        { static options => options.RemovalRetries = 101, "RemovalRetries: 101" },
        { static options => options.WorkRetryDelay = TimeSpan.FromSeconds(-1), "WorkRetryDelay: -00:00:01" },
        { static options => options.MaxWorkRetryDelay = TimeSpan.FromSeconds(1), "MaxWorkRetryDelay: 00:00:01" },
        { static options => options.PollInterval = TimeSpan.Zero, "PollInterval: 00:00:00" },
        { static options => options.PollInterval = TimeSpan.FromDays(60), "PollInterval: 60.00:00:00" },
        { static options => options.SweepInterval = TimeSpan.Zero, "SweepInterval: 00:00:00" },
        { static options => options.RemovalGroupTimeout = TimeSpan.Zero, "RemovalGroupTimeout: 00:00:00" },
        { static options => options.QueueTimeout = TimeSpan.Zero, "QueueTimeout: 00:00:00" },
        { static options => options.QueueTimeout = TimeSpan.FromDays(60), "QueueTimeout: 60.00:00:00" },
        { static options => options.Lease = TimeSpan.FromDays(200), "Lease: 200.00:00:00" },
        { static options => options.Resilience.Background.RetryDelay = TimeSpan.FromDays(60), "Resilience.Background.RetryDelay: 60.00:00:00" },
        { static options => options.TellAgainAfter = TimeSpan.Zero, "TellAgainAfter: 00:00:00" },
        { static options => options.RemoveUnheardAfter = TimeSpan.Zero, "RemoveUnheardAfter: 00:00:00" },
        { static options => options.MissingStormFloor = -1, "MissingStormFloor: -1" },
        { static options => options.MissingStormWindow = TimeSpan.Zero, "MissingStormWindow: 00:00:00" },
        { static options => options.ObjectKeyLayout = (ObjectKeyLayout)9, "ObjectKeyLayout: 9" },
        { static options => options.ReadRepair = (ReadRepair)9, "ReadRepair: 9" },
    };

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void AddResilientStorage_SomethingMissing_SaysWhatToWrite(Action<ResilientStorageBuilder> configure, string fix)
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddResilientStorage(configure));

        Assert.Contains(fix, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddResilientStorage_Twice_Refused()
    {
        var services = new ServiceCollection().AddResilientStorage(static storage => storage.UseInMemory());

        var error = Assert.Throws<InvalidOperationException>(() => services.AddResilientStorage(static storage => storage.UseInMemory()));

        Assert.Contains("twice", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddResilientStorage_Null_Refused()
    {
        Assert.Throws<ArgumentNullException>("services", static () => ((IServiceCollection)null!).AddResilientStorage(static _ => { }));
        Assert.Throws<ArgumentNullException>("configure", static () => new ServiceCollection().AddResilientStorage(null!));
        Assert.Throws<ArgumentNullException>("configure", static () => new ServiceCollection().AddResilientStorage(static storage => storage.UseInMemory().Configure((Action<ResilientStorageOptions>)null!)));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Options_Invalid_ErrorWithTheNameAndTheValue(Action<ResilientStorageOptions> configure, string problem)
    {
        using var provider = new ServiceCollection().AddResilientStorage(storage => storage.UseInMemory().Configure(configure)).BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IResilientStorage>);

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains("has to be", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(87, true)]
    [InlineData(88, false)]
    public void Store_PrefixAtTheBorder_TakenUpToIt(int length, bool taken)
    {
        using var provider = new ServiceCollection()
            .AddResilientStorage(storage => storage
                .Main("main", store => store.Use(static _ => new InMemoryObjectStore(), _ => new StorePlace("s3", "", "photos", new string('p', length))))
                .Backup("backup", static store => store.UseInMemory())
                .Ledger(static ledger => ledger.UseInMemory()))
            .BuildServiceProvider();

        if (taken)
        {
            Assert.NotNull(provider.GetRequiredService<IResilientStorage>());
            return;
        }

        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IResilientStorage>);
        Assert.Contains("'main' is too long", error.Message, StringComparison.Ordinal);
        Assert.Contains("by 1 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_WithoutLogging_AllResolveAndWork()
    {
        var main = new InMemoryObjectStore();
        await using var provider = new ServiceCollection().AddResilientStorage(storage => storage.UseInMemory(main)).BuildServiceProvider();

        var storage = provider.GetRequiredService<IResilientStorage>();
        var resource = await storage.UploadAsync("a.bin", new byte[] { 1 });

        Assert.Equal(new byte[] { 1 }, await storage.ReadAllBytesAsync("a.bin"));
        Assert.Same(storage, provider.GetRequiredService<IResilientStorage>());
        Assert.Same(main, provider.GetRequiredKeyedService<IObjectStore>("main"));
        Assert.NotNull(await provider.GetRequiredKeyedService<IObjectStore>("backup").FindAsync(resource.ObjectKey));
        Assert.NotNull(await provider.GetRequiredService<IResourceLedger>().FindAsync(new ResourceLookup { Key = "a.bin" }));
        Assert.IsType<InMemoryDeleteQueue>(provider.GetRequiredService<IDeleteQueue>());
        Assert.Equal(1, (await provider.GetRequiredService<IStorageMaintenance>().GetStatusAsync()).Ledger.Live);
    }

    [Fact]
    public void Services_NoQueueNamed_InProcess()
    {
        using var provider = new ServiceCollection()
            .AddResilientStorage(static storage => storage.Main("a", static store => store.UseInMemory()).Backup("b", static store => store.UseInMemory()).Ledger(static ledger => ledger.UseInMemory()))
            .BuildServiceProvider();

        Assert.IsType<InProcessDeleteQueue>(provider.GetRequiredService<IDeleteQueue>());
    }

    [Fact]
    public async Task Alerts_SinksOfTheBuilder_AreTold()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var clock = new ManualTimeProvider();
        var main = new InMemoryObjectStore(clock);
        var sink = new RecordingAlertSink();
        await using var provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddResilientStorage(storage => storage.UseInMemory(main).Alerts(alerts => alerts.Use(_ => sink)))
            .BuildServiceProvider();
        var storage = provider.GetRequiredService<IResilientStorage>();
        var resource = await storage.UploadAsync("a.bin", new byte[] { 1 });
        main.Corrupt(resource.ObjectKey, 0);

        await storage.ReadAllBytesAsync("a.bin");
        clock.Advance(TimeSpan.Zero);

        Assert.Equal(AlertKind.ReplicaCorrupt, Assert.Single(sink.Alerts).Kind);
    }
}
