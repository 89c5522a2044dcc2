using Microsoft.Extensions.Logging;
using ResilientStorage.Alerts;
using ResilientStorage.Stores;
using ResilientStorage.Telemetry;
using ResilientStorage.Testing;

namespace ResilientStorage.Invalidation.CloudFront.Catalog;

public sealed class ExceptionTagsTests : IDisposable
{
    private readonly TaggedStore _store = new() { Tags = { ["exceptionPaths"] = "immutable/ fonts/", ["team"] = "photos" } };
    private readonly CloudFrontCatalogOptions _options = new();
    private readonly ManualTimeProvider _time = new();
    private readonly LogRecorder _log = new();
    private readonly ExceptionTags _tags;

    public ExceptionTagsTests() => _tags = new ExceptionTags(new Dictionary<string, IBucketTagStore> { ["photos"] = _store }, _options, _time, _log);

    private IEnumerable<LogEntry> Warnings => _log.Entries.Where(static entry => entry.Level == LogLevel.Warning);

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task FindAsync_Tag_GivesItsPrefixesForItsBucketAlone()
    {
        var found = await _tags.FindAsync(["photos", "other", "photos"], CancellationToken.None);

        Assert.Equal(["immutable/", "fonts/"], Assert.Single(found, static bucket => bucket.Key == "photos").Value);
        Assert.Single(found);
    }

    [Fact]
    public async Task FindAsync_OtherBucketsAlone_ReadsNothing()
    {
        Assert.Empty(await _tags.FindAsync(["other"], CancellationToken.None));
        Assert.Equal(0, _store.Reads);
    }

    [Fact]
    public async Task FindAsync_NoTag_GivesNoneAndSaysNothing()
    {
        _store.Tags.Remove("exceptionPaths");

        Assert.Empty(await PhotosAsync());
        Assert.Empty(Warnings);
    }

    [Fact]
    public async Task FindAsync_WithinTheLifetime_ReadsOnce()
    {
        await PhotosAsync();
        _store.Tags["exceptionPaths"] = "new/";
        _time.Advance(_options.Lifetime - TimeSpan.FromTicks(1));

        Assert.Equal(["immutable/", "fonts/"], await PhotosAsync());
        Assert.Equal(1, _store.Reads);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["new/"], await PhotosAsync());
    }

    [Fact]
    public async Task FindAsync_Denied_GivesNoneAndWarnsOnce()
    {
        _store.Error = new StorageException(StorageErrorKind.AccessDenied, "No.");

        for (var i = 0; i < 3; i++)
        {
            Assert.Empty(await PhotosAsync());
            _time.Advance(_options.Lifetime);
        }

        Assert.Equal(3, _store.Reads);
        Assert.Contains("s3:GetBucketTagging", Assert.Single(Warnings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_Denied_IsNotTriedAgainBeforeTheLifetimeIsOver()
    {
        _store.Error = new StorageException(StorageErrorKind.AccessDenied, "No.");
        await PhotosAsync();

        _time.Advance(_options.Lifetime - TimeSpan.FromTicks(1));
        await PhotosAsync();

        Assert.Equal(1, _store.Reads);
    }

    [Fact]
    public async Task FindAsync_FailsAfterItWasKnown_GivesNoneUntilItWorksAgain()
    {
        await PhotosAsync();
        _store.Error = new InvalidOperationException("A defect of a foreign store.");
        _time.Advance(_options.Lifetime);

        Assert.Empty(await PhotosAsync());
        _store.Error = null;
        Assert.Empty(await PhotosAsync());
        _time.Advance(_options.MissInterval);
        Assert.Equal(["immutable/", "fonts/"], await PhotosAsync());

        _store.Error = new TimeoutException("Another one.");
        _time.Advance(_options.Lifetime);
        await PhotosAsync();
        Assert.Equal(2, Warnings.Count());
    }

    [Fact]
    public async Task FindAsync_StoreThatNeverAnswers_GivesNoneAfterAWhile()
    {
        _store.Hangs = true;
        var finding = PhotosAsync();
        Assert.False(finding.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Empty(await finding.WaitAsync(Patience.Limit));
    }

    [Fact]
    public async Task FindAsync_Cancelled_IsCancelled()
    {
        _store.Hangs = true;
        using var cancel = new CancellationTokenSource();
        var finding = _tags.FindAsync(["photos"], cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => finding.WaitAsync(Patience.Limit));
        Assert.Empty(Warnings);
    }

    private async Task<IReadOnlyList<string>> PhotosAsync() => (await _tags.FindAsync(["photos"], CancellationToken.None))["photos"];
}
