using System.Reflection;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Emulators;
using ResilientStorage.Invalidation.CloudFront.Catalog;
using ResilientStorage.Invalidation.Reports;
using ResilientStorage.Ledger;
using ResilientStorage.Maintenance;
using ResilientStorage.Stores;
using ResilientStorage.Testing;
using ResilientStorage.Tests.Invalidation.CloudFront.Api;

namespace ResilientStorage.Invalidation;

/// <summary>A whole storage before an emulated CloudFront: what is deleted, purged or written under a fixed key is told, when it is true and not before.</summary>
public sealed class StorageInvalidationTests : IAsyncLifetime
{
    private readonly StoreFaultPlan _mainFaults = new();
    private InMemoryObjectStore _main = null!;
    private CloudFrontTestAccount _account = null!;
    private ServiceProvider _services = null!;

    private IResilientStorage Storage => _services.GetRequiredService<IResilientStorage>();

    private IInvalidationBatcher Batcher => _services.GetRequiredService<IInvalidationBatcher>();

    private IEnumerable<string> Told => _account.Emulator.Invalidations.SelectMany(static invalidation => invalidation.Paths);

    public async Task InitializeAsync()
    {
        _account = await CloudFrontTestAccount.StartAsync();
        _main = new InMemoryObjectStore(_account.Time);
        _services = Build(static _ => { });
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _account.DisposeAsync();
    }

    [Fact]
    public async Task Delete_WhileMainIsHeldBack_IsToldAfterTheRemoval()
    {
        var resource = await UploadAsync("a.txt", "old");
        var edge = _account.Emulator.AddEdge(CloudFrontTestAccount.Distribution, (path, _) => Task.FromResult(ReadMain(Uri.UnescapeDataString(path[1..]))));
        Assert.Equal("old", await SeeAsync(edge, resource.ObjectKey));

        _mainFaults.Outage = true;
        await Storage.DeleteAsync("a.txt");
        await WorkAsync();
        Assert.Empty(Told);

        // The bytes are still there: whoever asks the edge gets them, and an invalidation now would only make it fetch them again.
        Assert.Equal("old", await SeeAsync(edge, resource.ObjectKey));
        var other = _account.Emulator.AddEdge(CloudFrontTestAccount.Distribution, (path, _) => Task.FromResult(ReadMain(Uri.UnescapeDataString(path[1..]))));
        Assert.Equal("old", await SeeAsync(other, resource.ObjectKey));
        Assert.Equal(1, other.OriginRequests);
        _mainFaults.Heal();
        _account.Time.Advance(TimeSpan.FromMinutes(10));
        await WorkAsync();
        Assert.Equal(["/" + resource.ObjectKey], Told);
        _account.Time.Advance(_account.Emulator.Options.CompletionTime);

        Assert.Null(await SeeAsync(edge, resource.ObjectKey));
        Assert.Null(await SeeAsync(other, resource.ObjectKey));
    }

    [Fact]
    public async Task Path_OfANamedDistribution_IsToldThoughTheListIsDenied()
    {
        _account.Emulator.Faults.Add(CloudFrontFaultKind.AccessDenied, FaultPlan.Always, "ListDistributions");
        await Batcher.AddAsync(new ObjectChange { Bucket = "photos", ObjectKey = "a.txt" });
        await Batcher.AddAsync(new InvalidationPath("/b.txt", CloudFrontTestAccount.Distribution));

        var report = await Batcher.FlushAsync();

        Assert.Equal(["/b.txt"], Told);
        Assert.Equal(1, report.Waiting);
        _account.Emulator.Faults.Clear();
        _account.Time.Advance(TimeSpan.FromMinutes(1));
        await Batcher.FlushAsync();
        Assert.Equal(["/a.txt", "/b.txt"], Told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Alias_ReplacedAndRemoved_IsToldEachTime()
    {
        var edge = _account.Emulator.AddEdge(CloudFrontTestAccount.Distribution, (path, _) => Task.FromResult(ReadMain(path[1..])));
        await UploadAsync("a.txt", "one", static options => options with { PublishAt = PublishAt.Key("public/a.txt") });
        await WorkAsync();
        Assert.Equal("one", await SeeAsync(edge, "public/a.txt"));

        await UploadAsync("a.txt", "two");
        await WorkAsync();
        _account.Time.Advance(_account.Emulator.Options.CompletionTime);
        Assert.Equal("two", await SeeAsync(edge, "public/a.txt"));

        await Storage.DeleteAsync("a.txt");
        await WorkAsync();
        _account.Time.Advance(_account.Emulator.Options.CompletionTime);
        Assert.Null(await SeeAsync(edge, "public/a.txt"));
    }

    [Fact]
    public async Task Alias_UnderAnExceptionOfTheMainStoresTag_IsToldOfItsRemovalOnly()
    {
        await _services.DisposeAsync();
        _services = Build(static options => options.Catalog.ReadExceptionTag = true, new TaggedStore(_main) { Tags = { ["exceptionPaths"] = "immutable/" } });
        await UploadAsync("a.txt", "one", static options => options with { PublishAt = PublishAt.Key("immutable/a.txt") });
        await UploadAsync("b.txt", "one", static options => options with { PublishAt = PublishAt.Key("public/b.txt") });
        await WorkAsync();
        Assert.Equal(["/public/b.txt"], Told);

        await Storage.DeleteAsync("a.txt");
        await WorkAsync();

        Assert.Contains("/immutable/a.txt", Told);
    }

    [Fact]
    public async Task Replay_ReportOfAnotherLedger_IsToldUnderItsReference()
    {
        var batch = new InvalidationBatch { Id = Guid.CreateVersion7(_account.Time.GetUtcNow()), DistributionId = CloudFrontTestAccount.Distribution, CallerReference = "rs-of-another-ledger-", Paths = ["/a", "/b/*"], SinglePaths = 2, CreatedAt = _account.Time.GetUtcNow() };
        var replay = _services.GetRequiredService<IInvalidationReplay>();

        Assert.Equal(1, await replay.ReplayAsync(new MemoryStream(InvalidationReportDocument.Of([batch]).ToJson())));
        await Batcher.FlushAsync();

        var told = Assert.Single(_account.Emulator.Invalidations);
        Assert.Equal((batch.CallerReference, "/a /b/*"), (told.CallerReference, string.Join(' ', told.Paths)));
        Assert.Equal(0, await replay.ReplayAsync(new MemoryStream(InvalidationReportDocument.Of([batch]).ToJson())));
    }

    [Fact]
    public async Task Upload_NewVersionedUrl_NeedsNothing()
    {
        await UploadAsync("a.txt", "one");
        await UploadAsync("a.txt", "two");
        _account.Time.Advance(TimeSpan.FromDays(2));
        await WorkAsync();

        Assert.Single(_main.ObjectKeys, static key => key.StartsWith("a.", StringComparison.Ordinal));
        Assert.Empty(Told);
    }

    [Fact]
    public async Task Superseded_WhereItIsWanted_IsTold()
    {
        await _services.DisposeAsync();
        _services = Build(static options => options.Sending.InvalidateSuperseded = true);
        var first = await UploadAsync("a.txt", "one");
        await UploadAsync("a.txt", "two");
        _account.Time.Advance(TimeSpan.FromDays(2));
        await WorkAsync();

        Assert.Equal(["/" + first.ObjectKey], Told);
    }

    [Fact]
    public async Task Purge_Erased_IsTold()
    {
        var resource = await UploadAsync("ü b.txt", "personal");

        await Storage.PurgeAsync("ü b.txt");
        await Batcher.FlushAsync();

        var key = resource.ObjectKey.Replace("ü", "%C3%BC", StringComparison.Ordinal);
        Assert.Equal(["/" + key.Replace(" ", "%20", StringComparison.Ordinal), "/" + key.Replace(' ', '+')], Told.Order());
    }

    [Fact]
    public async Task Purge_VersionsThatWereReplaced_AreToldThoughTheirBytesWentBefore()
    {
        var first = await UploadAsync("a.txt", "one");
        await UploadAsync("a.txt", "two");
        _account.Time.Advance(TimeSpan.FromDays(2));
        await WorkAsync();
        var second = await Storage.FindAsync("a.txt");
        var third = await UploadAsync("a.txt", "three");
        Assert.Empty(Told);

        await Storage.PurgeAsync("a.txt");
        await Batcher.FlushAsync();
        await Storage.PurgeAsync("a.txt");
        await Batcher.FlushAsync();

        Assert.Equal(new[] { "/" + first.ObjectKey, "/" + second!.ObjectKey, "/" + third.ObjectKey }.Order(), Told.Order());
    }

    [Fact]
    public async Task Purge_UploadThatNobodySaw_NeedsNothing()
    {
        _mainFaults.On(StoreOperation.Put).ForKeys(static key => key.StartsWith('a')).LoseAnswer(StorageErrorKind.AccessDenied);
        await Assert.ThrowsAsync<UploadFailedException>(() => UploadAsync("a.txt", "one"));
        _mainFaults.Heal();

        await Storage.PurgeAsync("a.txt");
        _account.Time.Advance(TimeSpan.FromHours(2));
        await WorkAsync();

        Assert.Empty(Told);
    }

    [Fact]
    public async Task Failed_UploadThatNobodySaw_NeedsNothing()
    {
        _mainFaults.On(StoreOperation.Put).ForKeys(static key => key.StartsWith('a')).LoseAnswer(StorageErrorKind.AccessDenied);
        await Assert.ThrowsAsync<UploadFailedException>(() => UploadAsync("a.txt", "one"));
        _mainFaults.Heal();
        _account.Time.Advance(TimeSpan.FromHours(2));
        await WorkAsync();

        Assert.Empty(Told);
    }

    // With 1 dollar for each refetch, a wildcard is worth 0.10 dollars of paths only where nothing else is left in the folder, whatever it is estimated to hold.
    [Theory]
    [InlineData(0, 1_000, 1)]
    [InlineData(1, 0, 20)]
    public async Task Purge_OfAFolder_IsWeighedByWhatTheLedgerCounts(int left, int estimated, int paths)
    {
        await _services.DisposeAsync();
        _services = Build(options =>
        {
            options.Costs.FreePathsPerMonth = 0;
            (options.Planner.PricePerThousandRefetches, options.Planner.EstimatedObjectsPerFolder) = (1_000, estimated);
        });
        for (var photo = 0; photo < 20 + left; photo++)
        {
            await UploadAsync($"albums/ü1/{photo}.txt", "x");
        }

        for (var photo = 0; photo < 20; photo++)
        {
            await Storage.PurgeAsync($"albums/ü1/{photo}.txt");
        }

        await Batcher.FlushAsync();

        Assert.Equal(paths, Told.Count());
        Assert.Equal(paths == 1, Told.Contains("/albums/%C3%BC1/*"));
    }

    [Fact]
    public async Task Flush_BeforeAnythingElseHasOpenedTheLedger_Tells()
    {
        await Batcher.AddAsync(new ObjectChange { Bucket = "photos", ObjectKey = "a.txt" });

        await Batcher.FlushAsync();

        Assert.Equal(["/a.txt"], Told);
    }

    [Fact]
    public async Task Invalidation_LedgerWithoutAJournal_IsAnErrorThatNamesIt()
    {
        await using var services = new ServiceCollection()
            .AddResilientStorage(storage => storage
                .Main("main", store => store.UseInMemory())
                .Backup("backup", store => store.UseInMemory())
                .Ledger(static ledger => ledger.Use(static _ => DispatchProxy.Create<IResourceLedger, OtherLedger>()))
                .Invalidation(static cdn => cdn.UseCloudFront()))
            .BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IResilientStorage>());

        Assert.Contains(nameof(IInvalidationJournal), error.Message, StringComparison.Ordinal);
    }

    private ServiceProvider Build(Action<CloudFrontOptions> configure, IObjectStore? main = null) => new ServiceCollection()
        .AddSingleton<TimeProvider>(_account.Time)
        .AddResilientStorage(storage => storage
            .Main("main", store => store.Use(_ => main ?? FaultInjectingObjectStore.Wrap(_main, _mainFaults), static _ => new StorePlace("s3", "s3.amazonaws.com", "photos")))
            .Backup("backup", static store => store.UseInMemory())
            .Ledger(static ledger => ledger.UseInMemory())
            .DeleteQueue(static queue => queue.UseInMemory())
            .Configure(static options => (options.DeletedRetention, options.ReaderGrace, options.Resilience.Foreground.RetryDelay, options.Resilience.Background.RetryDelay) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero))
            .Invalidation(cdn => cdn.UseCloudFront(options =>
            {
                (options.Client.ServiceUrl, options.Client.AccessKey, options.Client.SecretKey) = (_account.Emulator.Url, _account.Emulator.Options.AccessKey, CloudFrontTestAccount.Secret);
                configure(options);
            })))
        .BuildServiceProvider();

    private Task<Resource> UploadAsync(string key, string text, Func<UploadOptions, UploadOptions>? with = null)
    {
        var options = new UploadOptions { IfExists = IfExists.Replace };
        return Storage.UploadAsync(key, new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(text)), with?.Invoke(options) ?? options);
    }

    private async Task WorkAsync()
    {
        await _services.GetRequiredService<IStorageMaintenance>().RunPendingWorkAsync();
        await Batcher.FlushAsync();
    }

    private byte[]? ReadMain(string key) => _main.ObjectKeys.Contains(key) ? _main.ReadBytes(key) : null;

    private static async Task<string?> SeeAsync(EmulatedEdge edge, string key) => (await edge.GetAsync("/" + key)).Content is { } content ? Encoding.UTF8.GetString(content) : null;

    /// <summary>A ledger of somebody else, without a journal; nothing is asked of it here.</summary>
    public class OtherLedger : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new NotSupportedException();
    }
}
