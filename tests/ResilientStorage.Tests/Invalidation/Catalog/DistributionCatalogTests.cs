using static ResilientStorage.Invalidation.CloudFront.Catalog.CatalogBed;

namespace ResilientStorage.Invalidation.CloudFront.Catalog;

public sealed class DistributionCatalogTests
{
    private readonly CatalogBed _bed = new CatalogBed().With("E1").With("E2");

    [Fact]
    public async Task MatchAsync_WithinTheLifetime_ReadsOnce()
    {
        await _bed.MatchAsync("a");
        _bed.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        await _bed.MatchAsync("a");

        Assert.Equal((2, 2, 2), (_bed.Api.ListCalls, _bed.Api.PolicyCalls, _bed.Api.RootCalls));
    }

    [Fact]
    public async Task MatchAsync_LifetimeIsOver_ReadsAgain()
    {
        await _bed.MatchAsync("a");
        _bed.With("E3").Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal("E1: /a; E2: /a; E3: /a", await _bed.PathsAsync("a"));
        Assert.Equal(3, _bed.Api.RootCalls);
    }

    [Fact]
    public async Task MatchAsync_NoPolicyNamed_ReadsNone()
    {
        var bed = new CatalogBed().With(new CloudFrontDistribution { Id = "E1", Origins = [Origin()], DefaultBehavior = Behavior("*", policy: CachePolicies.CachingDisabled) });

        await bed.MatchAsync("a");

        Assert.Equal(0, bed.Api.PolicyCalls);
    }

    [Fact]
    public async Task MatchAsync_UnknownBucket_ReadsAgainAfterARest()
    {
        await _bed.MatchAsync("a");
        _bed.With(new CloudFrontDistribution { Id = "E3", Origins = [Origin(domain: "new.s3.amazonaws.com")], DefaultBehavior = Behavior("*") });

        Assert.Equal("", Describe(await _bed.Catalog.MatchAsync([Change("a", "new")])));
        Assert.Equal(2, _bed.Api.ListCalls);
        _bed.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("E3: /a", Describe(await _bed.Catalog.MatchAsync([Change("a", "new")])));
        Assert.Equal(5, _bed.Api.ListCalls);
    }

    [Fact]
    public async Task ReportVanished_ListedDistribution_IsReadAgainAtOnce()
    {
        await _bed.MatchAsync("a");
        _bed.Api.Distributions.RemoveAt(0);

        _bed.Catalog.ReportVanished("unlisted");
        Assert.Equal("E1: /a; E2: /a", await _bed.PathsAsync("a"));
        _bed.Catalog.ReportVanished("E1");

        Assert.Equal("E2: /a", await _bed.PathsAsync("a"));
        Assert.Equal(["E2"], await _bed.Catalog.ListIdsAsync());
        Assert.Equal(3, _bed.Api.ListCalls);
    }

    [Fact]
    public async Task MatchAsync_ManyAtOnce_OneReads()
    {
        _bed.Api.Held = new TaskCompletionSource();
        var first = _bed.PathsAsync("a");
        var second = _bed.PathsAsync("b");
        Assert.Equal(1, _bed.Api.ListCalls);

        _bed.Api.Held.SetResult();

        Assert.Equal(["E1: /a; E2: /a", "E1: /b; E2: /b"], await Task.WhenAll(first, second));
        Assert.Equal(2, _bed.Api.ListCalls);
    }

    [Fact]
    public async Task MatchAsync_ReadingAgainFails_KeepsTheFormerListAndSaysSo()
    {
        await _bed.MatchAsync("a");
        _bed.Api.ListError = CloudFrontErrorKind.Throttled;
        _bed.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal("E1: /a; E2: /a", await _bed.PathsAsync("a"));
        Assert.Equal("E1: /a; E2: /a", await _bed.PathsAsync("a"));
        Assert.Equal(CloudFrontErrorKind.Throttled, _bed.Catalog.LastFailure?.Kind);
        Assert.Contains("that of 2000-01-01T00:00:00", Assert.Single(_bed.Log.Entries, static entry => entry.EventId == 807).Text, StringComparison.Ordinal);
        Assert.Equal(3, _bed.Api.ListCalls);

        _bed.Api.ListError = null;
        _bed.Time.Advance(TimeSpan.FromMinutes(1));
        await _bed.MatchAsync("a");
        Assert.Null(_bed.Catalog.LastFailure);
    }

    [Fact]
    public async Task MatchAsync_FirstReadingFails_ThrowsAndTheNextOneTriesAgain()
    {
        _bed.Api.ListError = CloudFrontErrorKind.AccessDenied;
        Assert.Equal(CloudFrontErrorKind.AccessDenied, (await Assert.ThrowsAsync<CloudFrontException>(() => _bed.MatchAsync("a"))).Kind);

        _bed.Api.ListError = null;
        Assert.Equal("E1: /a; E2: /a", await _bed.PathsAsync("a"));
    }

    [Fact]
    public async Task MatchAsync_PoliciesDenied_TakesAllAsCachedAndWarnsOnce()
    {
        var bed = new CatalogBed().With("E1", Behavior("/api/*", policy: Uncached));
        bed.Api.PolicyError = CloudFrontErrorKind.AccessDenied;

        Assert.Equal("E1: /api/a", await bed.PathsAsync("api/a"));
        bed.Time.Advance(TimeSpan.FromHours(1));
        await bed.MatchAsync("a");

        Assert.Equal([804], bed.Log.Entries.Where(static entry => entry.Level == Microsoft.Extensions.Logging.LogLevel.Warning).Select(static entry => entry.EventId));
    }

    [Fact]
    public async Task MatchAsync_PolicyMissing_WarnsOfIt()
    {
        var bed = new CatalogBed().With("E1", Behavior("/x/*", policy: "gone"));

        await bed.MatchAsync("a");

        Assert.Contains("The cache policy gone could not be read", Assert.Single(bed.Log.Entries, static entry => entry.EventId == 803).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MatchAsync_ListDeniedWithMappings_UsesThose()
    {
        _bed.Api.ListError = CloudFrontErrorKind.AccessDenied;
        _bed.Options.Mappings.Add(new CloudFrontMapping { Bucket = "photos", DistributionIds = { "E9" }, OriginPath = "/p" });

        Assert.Equal("E9: /a", await _bed.PathsAsync("p/a", "b"));
        Assert.Single(_bed.Log.Entries, static entry => entry.EventId == 805);
    }

    [Fact]
    public async Task ReportVanished_MappedDistributionThatWasNeverListed_ReadsNothingAgain()
    {
        _bed.Options.Mappings.Add(new CloudFrontMapping { Bucket = "photos", DistributionIds = { "E9" } });
        await _bed.MatchAsync("a");

        _bed.Catalog.ReportVanished("E9");

        Assert.Equal("E1: /a; E2: /a; E9: /a", await _bed.PathsAsync("a"));
        Assert.Equal(2, _bed.Api.ListCalls);
    }

    [Fact]
    public async Task MatchAsync_ListNotWanted_UsesMappingsAlone()
    {
        _bed.Options.ListDistributions = false;
        _bed.Options.Mappings.Add(new CloudFrontMapping { Bucket = "photos", DistributionIds = { "E9" } });

        Assert.Equal("E9: /a", await _bed.PathsAsync("a"));
        Assert.Equal((0, 0), (_bed.Api.ListCalls, _bed.Api.PolicyCalls));
    }

    [Fact]
    public async Task MatchAsync_MorePagesThanAllowed_IsCutWithAWarning()
    {
        _bed.Options.MaxPages = 1;

        Assert.Equal("E1: /a", await _bed.PathsAsync("a"));
        Assert.Single(_bed.Log.Entries, static entry => entry.EventId == 806);
    }

    [Fact]
    public async Task MatchAsync_RootObjectDenied_AssumesTheUsualNameWithoutAskingForEach()
    {
        _bed.Api.RootError = CloudFrontErrorKind.AccessDenied;

        Assert.Equal("E1: /index.html /; E2: /index.html /", await _bed.PathsAsync("index.html"));
        Assert.Equal(1, _bed.Api.RootCalls);
        Assert.Single(_bed.Log.Entries, static entry => entry.EventId == 808);

        _bed.Api.RootError = null;
        _bed.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("E1: /index.html; E2: /index.html", await _bed.PathsAsync("index.html"));
    }

    [Fact]
    public async Task MatchAsync_Cancelled_IsTheCallersOwn()
    {
        using var source = new CancellationTokenSource();
        _bed.Api.Held = new TaskCompletionSource();
        _ = _bed.MatchAsync("a");
        var waiting = _bed.Catalog.MatchAsync([Change("b")], cancellationToken: source.Token);

        source.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
