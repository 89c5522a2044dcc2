using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResilientStorage.Invalidation.Events;
using ResilientStorage.Maintenance;
using ResilientStorage.Stores;
using ResilientStorage.Telemetry;
using ResilientStorage.Testing;
using ResilientStorage.Tests.Invalidation.CloudFront.Api;

namespace ResilientStorage.Invalidation;

/// <summary>A storage whose bucket also tells of everything by events: what the storage did itself is told once, whenever its events come.</summary>
public sealed class OwnEventsTests : IAsyncLifetime, IDisposable
{
    private readonly LogRecorder _log = new();
    private readonly LedgerFaultPlan _ledgerFaults = new();
    private readonly List<string> _events = [];
    private InMemoryObjectStore _main = null!;
    private CloudFrontTestAccount _account = null!;
    private ServiceProvider _services = null!;

    /// <summary>Whether events are received at once; they are kept for later in any case.</summary>
    private bool IsPushed { get; set; }

    private IResilientStorage Storage => _services.GetRequiredService<IResilientStorage>();

    private IInvalidationBatcher Batcher => _services.GetRequiredService<IInvalidationBatcher>();

    private IEnumerable<string> Told => _account.Emulator.Invalidations.SelectMany(static invalidation => invalidation.Paths);

    public async Task InitializeAsync()
    {
        _account = await CloudFrontTestAccount.StartAsync();
        _main = new InMemoryObjectStore(_account.Time);
        var database = new InMemoryLedgerDatabase(_account.Time);
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_account.Time)
            .AddLogging(logging => logging.AddProvider(_log))
            .Configure<S3EventOptions>(static options => options.FlushEachRequest = true)
            .AddResilientStorage(storage => storage
                .Main("main", store => store.Use(_ => new NotifyingStore(_main, NotifyAsync), static _ => new StorePlace("s3", "s3.amazonaws.com", "photos", "site/")))
                .Backup("backup", static store => store.Use(static _ => new InMemoryObjectStore(), static _ => new StorePlace("s3", "vultr.example.com", "photos-backup")))
                .Ledger(ledger => ledger.Use(_ => new FaultInjectingResourceLedger(new InMemoryResourceLedger(database), _ledgerFaults)))
                .DeleteQueue(static queue => queue.UseInMemory())
                .Configure(static options => (options.DeletedRetention, options.ReaderGrace) = (TimeSpan.Zero, TimeSpan.Zero))
                .Invalidation(cdn => cdn.UseCloudFront(options =>
                    (options.Client.ServiceUrl, options.Client.AccessKey, options.Client.SecretKey) = (_account.Emulator.Url, _account.Emulator.Options.AccessKey, CloudFrontTestAccount.Secret))))
            .BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _account.DisposeAsync();
    }

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task UploadAndDelete_EventsBeforeBetweenAndAfter_AreOnePaidPath()
    {
        // Before: each event is received and flushed while the store's call is still under way, and the version not yet live or not yet known to be removed.
        IsPushed = true;
        var resource = await UploadAsync("ü a.txt");
        await ReceiveAgainAsync();

        await Storage.DeleteAsync("ü a.txt");
        await ReceiveAgainAsync();
        await WorkAsync();
        await ReceiveAgainAsync();
        Advance(TimeSpan.FromMinutes(1));
        await ReceiveAgainAsync();

        Assert.Equal(2, _events.Count);
        var path = "/site/" + resource.ObjectKey.Replace("ü", "%C3%BC", StringComparison.Ordinal);
        Assert.Equal([path.Replace(" ", "%20", StringComparison.Ordinal), path.Replace(' ', '+')], Told.Order(StringComparer.Ordinal));
        Assert.Single(_account.Emulator.Invalidations);
        Assert.Equal(8, _log.Entries.Count(static entry => entry.EventId == 841));
    }

    [Fact]
    public async Task Alias_EventsBeforeBetweenAndAfter_AreOnePaidPath()
    {
        await UploadAsync("a.txt", PublishAt.Key("public/a.txt"));
        await MaintainAsync();

        // Before its own intent is sent, while both wait; between the two; and late, when it was told.
        await ReceiveWithoutFlushAsync();
        Advance(TimeSpan.FromSeconds(10));
        await Batcher.FlushAsync();
        await ReceiveAgainAsync();
        Advance(TimeSpan.FromMinutes(10));
        await ReceiveAgainAsync();

        Assert.Equal(["/site/public/a.txt"], Told);
        Assert.Contains(_log.Entries, static entry => entry.EventId == 840);
    }

    [Fact]
    public async Task Alias_ChangedByAnotherAfterItWasTold_IsToldAgain()
    {
        await UploadAsync("a.txt", PublishAt.Key("public/a.txt"));
        await MaintainAsync();
        Advance(TimeSpan.FromSeconds(10));
        await Batcher.FlushAsync();

        Assert.Equal(200, await ReceiveAsync(Event("photos", "site/public/a.txt", isRemoval: false)));

        Assert.Equal(["/site/public/a.txt", "/site/public/a.txt"], Told);
    }

    [Fact]
    public async Task Superseded_EventsOfTheReplacedVersion_NeedNothing()
    {
        IsPushed = true;
        await UploadAsync("a.txt");
        await UploadAsync("a.txt");
        Advance(TimeSpan.FromDays(2));
        await WorkAsync();

        Assert.Equal(3, _events.Count);
        Assert.Empty(Told);
    }

    [Fact]
    public async Task Events_OfWhatOthersDo_AreTold()
    {
        var live = (await UploadAsync("live.txt")).ObjectKey;
        const string Foreign = "site/b.01937d3c-5b6a-7cc0-9e2b-0123456789ab.txt";
        _account.Emulator.AddDistribution(Emulators.DistributionJson.Of("EBACKUP", "photos-backup.s3.ap-northeast-2.amazonaws.com"));
        var gone = (await UploadAsync("gone.txt")).ObjectKey;
        await Storage.DeleteAsync("gone.txt");

        foreach (var told in new[]
        {
            Event("photos", Foreign, isRemoval: false),

            // Not below the prefix of the store, so another object.
            Event("photos", live, isRemoval: false),

            // The ledger knows of no removal, so that it tells nobody.
            Event("photos", "site/" + live, isRemoval: true),

            // Nobody tells of removals from the backup.
            Event("photos-backup", gone, isRemoval: true),
        })
        {
            Assert.Equal(200, await ReceiveAsync(told));
        }

        Assert.Equal(new[] { "/" + Foreign, "/" + live, "/site/" + live, "/" + gone }.Order(StringComparer.Ordinal), Told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Add_OwnObjectByHand_IsTold()
    {
        var resource = await UploadAsync("a.txt");

        await Batcher.AddAsync(new ObjectChange { Bucket = "photos", ObjectKey = "site/" + resource.ObjectKey });
        await Batcher.FlushAsync();

        Assert.Equal(["/site/" + resource.ObjectKey], Told);
    }

    [Fact]
    public async Task Events_LedgerCannotAnswerForOneObject_AreTold()
    {
        var own = "site/" + (await UploadAsync("a.txt")).ObjectKey;
        _ledgerFaults.On(LedgerOperation.Find).Fail();

        Assert.Equal(200, await ReceiveAsync(Event("photos", own, isRemoval: false)));

        Assert.Equal(["/" + own], Told);
        Assert.Single(_log.Entries, static entry => entry.EventId == 843);
    }

    [Fact]
    public async Task Events_LedgerIsDown_ComeAgainAndAreToldThen()
    {
        await UploadAsync("a.txt");
        var foreign = Event("photos", "site/b.01937d3c-5b6a-7cc0-9e2b-0123456789ab.txt", isRemoval: false);
        _ledgerFaults.Outage = true;
        Assert.Equal(503, await ReceiveAsync(foreign));
        _ledgerFaults.Heal();

        Assert.Equal(200, await ReceiveAsync(foreign));

        Assert.Equal(["/site/b.01937d3c-5b6a-7cc0-9e2b-0123456789ab.txt"], Told);
    }

    private void Advance(TimeSpan time) => _account.Time.Advance(time);

    private async Task<Resource> UploadAsync(string key, PublishAt? publishAt = null)
    {
        var options = new UploadOptions { IfExists = IfExists.Replace };
        return await Storage.UploadAsync(key, new ReadOnlyMemory<byte>("content"u8.ToArray()), publishAt is null ? options : options with { PublishAt = publishAt });
    }

    private async Task MaintainAsync() => await _services.GetRequiredService<IStorageMaintenance>().RunPendingWorkAsync();

    private async Task WorkAsync()
    {
        await MaintainAsync();
        await Batcher.FlushAsync();
    }

    // The library's own marker is an object, too, and as good as a foreign one.
    private async Task NotifyAsync(string objectKey, bool isRemoval)
    {
        if (objectKey.StartsWith('.'))
        {
            return;
        }

        var told = Event("photos", "site/" + objectKey, isRemoval);
        _events.Add(told);
        if (IsPushed)
        {
            Assert.Equal(200, await ReceiveAsync(told));
        }
    }

    private async Task ReceiveAgainAsync()
    {
        foreach (var told in _events)
        {
            Assert.Equal(200, await ReceiveAsync(told));
        }
    }

    private async Task ReceiveWithoutFlushAsync()
    {
        foreach (var change in _events.SelectMany(static told => EventSamples.Parse(told).Changes))
        {
            await Batcher.AddAsync(change);
        }
    }

    private async Task<int> ReceiveAsync(string told)
    {
        using var body = EventSamples.Stream(told);
        return (await _services.GetRequiredService<S3EventReceiver>().HandleAsync(body)).StatusCode;
    }

    private string Event(string bucket, string key, bool isRemoval)
    {
        var time = _account.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return $$$"""{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventTime":"{{{time}}}","eventName":"{{{(isRemoval ? "ObjectRemoved:Delete" : "ObjectCreated:Put")}}}","s3":{"bucket":{"name":"{{{bucket}}}"},"object":{"key":"{{{Uri.EscapeDataString(key)}}}"} } } ] }""";
    }
}
