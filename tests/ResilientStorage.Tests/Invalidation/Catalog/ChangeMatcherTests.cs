using static ResilientStorage.Invalidation.CloudFront.Catalog.CatalogBed;

namespace ResilientStorage.Invalidation.CloudFront.Catalog;

public sealed class ChangeMatcherTests
{
    [Fact]
    public async Task Match_SeveralDistributions_EachHasThePath()
    {
        var bed = new CatalogBed().With("E2").With("E1").With(new CloudFrontDistribution { Id = "E3", Origins = [Origin(domain: "others.s3.amazonaws.com")], DefaultBehavior = Behavior("*") });

        Assert.Equal("E1: /a/ä.jpg; E2: /a/ä.jpg".Replace("ä", "%C3%A4", StringComparison.Ordinal), await bed.PathsAsync("a/ä.jpg"));
    }

    [Fact]
    public async Task Match_OriginPath_IsStrippedOnASegmentBoundary()
    {
        var bed = new CatalogBed().With(new CloudFrontDistribution { Id = "E1", Origins = [Origin(path: "/prod")], DefaultBehavior = Behavior("*") });

        Assert.Equal("E1: /img/a.png", await bed.PathsAsync("prod/img/a.png", "production/b.png", "prod", "prod/", "img/c.png"));
        Assert.Equal(4, (await bed.MatchAsync("prod/img/a.png", "production/b.png", "prod", "prod/", "img/c.png")).Distributions[0].Skips[SkipReason.OutsideOriginPath]);
    }

    [Fact]
    public async Task Match_TwoOriginsOfTheBucket_AreJudgedByTheirOwnPaths()
    {
        var bed = new CatalogBed().With(new CloudFrontDistribution
        {
            Id = "E1",
            Origins = [Origin("all"), Origin("web", path: "/web")],
            Behaviors = [Behavior("/raw/*", "all")],
            DefaultBehavior = Behavior("*", "web"),
        });

        Assert.Equal("E1: /raw/a /index.html", await bed.PathsAsync("raw/a", "web/index.html", "other/b"));
    }

    [Fact]
    public async Task Match_EarlierBehaviourAsksAnotherOrigin_HidesTheBucket()
    {
        var bed = new CatalogBed().With("E1", Behavior("/api/*", "api"), Behavior("/api/static/*"));

        var result = await bed.MatchAsync("api/static/a.css", "b.css");

        Assert.Equal("E1: /b.css", Describe(result));
        Assert.Equal(1, result.Distributions[0].Skips[SkipReason.OtherOrigin]);
    }

    [Fact]
    public async Task Match_FirstBehaviourThatMatches_DecidesWhatIsCached()
    {
        var bed = new CatalogBed().With("E1", Behavior("*.html", policy: Uncached), Behavior("/docs/*"));

        Assert.Equal("E1: /docs/a.css", await bed.PathsAsync("docs/a.html", "docs/a.css"));
        Assert.Equal("E1: /docs/a.html", await bed.RemovalAsync("docs/a.html"));
    }

    [Fact]
    public async Task Match_PatternWithASpace_IsComparedWithThePathThatViewersMean() =>
        Assert.Equal("E1: /other", await new CatalogBed().With("E1", Behavior("/my files/*", policy: Uncached)).PathsAsync("my files/a", "other"));

    [Fact]
    public async Task Match_OriginGroup_CountsWhenAMemberIsTheBucket()
    {
        var bed = new CatalogBed().With(new CloudFrontDistribution
        {
            Id = "E1",
            Origins = [Origin(), Origin("api", "api.example.org"), Origin("other", "others.s3.amazonaws.com")],
            OriginGroups = [new CloudFrontOriginGroup("with", ["api", "s3"]), new CloudFrontOriginGroup("without", ["api", "other"])],
            Behaviors = [Behavior("/without/*", "without")],
            DefaultBehavior = Behavior("*", "with"),
        });

        Assert.Equal("E1: /a", await bed.PathsAsync("a", "without/b"));
    }

    public static TheoryData<CloudFrontBehavior, bool> Cacheability => new()
    {
        { Behavior("*", policy: Cached), true },
        { Behavior("*", policy: Uncached), false },
        { Behavior("*", policy: CachePolicies.CachingDisabled), false },
        { Behavior("*", policy: "unknown"), true },
        { Behavior("*", policy: null), true },
        { Behavior("*", policy: null) with { OwnSettings = Ttl(0, 0, 0) }, false },
        { Behavior("*", policy: null) with { OwnSettings = Ttl(0, 0, 1) }, true },
        { Behavior("*", policy: null) with { OwnSettings = Ttl(0, 1, 0) }, true },
        { Behavior("*", policy: null) with { OwnSettings = Ttl(1, 0, 0) }, true },
    };

    [Theory]
    [MemberData(nameof(Cacheability), DisableDiscoveryEnumeration = true)]
    public async Task Match_Behaviour_CachesWhenAnyTimeIsOverZero(CloudFrontBehavior behavior, bool expected)
    {
        var bed = new CatalogBed().With(new CloudFrontDistribution { Id = "E1", Origins = [Origin()], DefaultBehavior = behavior });

        Assert.Equal(expected ? "E1: /a" : "", await bed.PathsAsync("a"));
        Assert.Equal("E1: /a", await bed.RemovalAsync("a"));
    }

    [Fact]
    public async Task Match_QueryStringsInTheKey_NeedAWildcard()
    {
        var bed = new CatalogBed().With(new CloudFrontDistribution { Id = "E1", Origins = [Origin()], DefaultBehavior = Behavior("*", policy: null) with { OwnSettings = Ttl(0, 1, 1, varies: true) } }).With("E2");

        Assert.Equal("E1: /a.jpg*; E2: /a.jpg", await bed.PathsAsync("a.jpg"));
    }

    [Fact]
    public async Task Match_ExceptionPrefixes_AreInvalidatedOnRemovalOnly()
    {
        var bed = new CatalogBed().With("E1");
        bed.Options.ExceptionPrefixes.Add("photos", ["/static/"]);
        bed.Options.ExceptionPrefixes.Add("*", ["fonts/"]);
        bed.Options.ExceptionPrefixes.Add("others", ["b"]);

        Assert.Equal("E1: /b.css /statics", await bed.PathsAsync("static/a.css", "fonts/a", "b.css", "statics"));
        Assert.Equal("E1: /static/a.css", await bed.RemovalAsync("static/a.css"));
        var read = new Dictionary<string, IReadOnlyList<string>> { ["photos"] = ["b"] };
        var result = await bed.Catalog.MatchAsync([Change("b.css"), Change("static/a"), Change("c")], read);
        Assert.Equal("E1: /c", Describe(result));
        Assert.Equal(2, result.Distributions[0].Skips[SkipReason.ExceptionPrefix]);
        Assert.Equal(["b.css", "static/a"], result.Unserved.Select(static change => change.ObjectKey));
    }

    [Fact]
    public async Task Match_DefaultRootObject_IsServedAsTheRootToo()
    {
        var bed = new CatalogBed().With("E1").With("E2");
        bed.Api.RootObjects.Add("E1", "index.html");

        Assert.Equal("E1: /index.html / /a/index.html; E2: /index.html /a/index.html", await bed.PathsAsync("index.html", "a/index.html"));
        Assert.Equal(2, bed.Api.RootCalls);
    }

    [Fact]
    public async Task Match_IndexDocument_IsServedAsItsFolderToo()
    {
        var bed = new CatalogBed().With("E1", Behavior("/no/", policy: Uncached));
        bed.Options.IndexDocument = "index.html";

        Assert.Equal("E1: /a/b/index.html /a/b/ /a/b", await bed.PathsAsync("a/b/index.html"));
        Assert.Equal("E1: /index.html /", await bed.PathsAsync("index.html"));
        Assert.Equal("E1: /myindex.html", await bed.PathsAsync("myindex.html"));
        Assert.Equal("E1: /no/index.html /no", await bed.PathsAsync("no/index.html"));
    }

    [Fact]
    public async Task Match_FunctionsWithoutMapper_InvalidatesThePathAndWarnsOnce()
    {
        var bed = new CatalogBed().With("E1", Behavior("/pretty/*") with { MayRewritePaths = true });

        Assert.Equal("E1: /pretty/a.html", await bed.PathsAsync("pretty/a.html"));
        bed.Time.Advance(TimeSpan.FromHours(1));
        await bed.MatchAsync("pretty/a.html");

        Assert.Equal((2, 1), (bed.Api.ListCalls, bed.Log.Entries.Count(static entry => entry.EventId == 802)));
    }

    [Fact]
    public async Task Match_FunctionsWithMapper_AddsWhatItNames()
    {
        var bed = new CatalogBed().With("E1", Behavior("/pretty/*") with { MayRewritePaths = true }, Behavior("/never/*", policy: Uncached));
        bed.Options.PathMapper = static path => path.ObjectKey.EndsWith("bad", StringComparison.Ordinal) ? ["no-slash"] : path.ObjectKey.EndsWith("worse", StringComparison.Ordinal) ? throw new InvalidOperationException("boom") : [path.ViewerPath.Replace(".html", "", StringComparison.Ordinal), "/never/x"];

        Assert.Equal("E1: /pretty/a.html /pretty/a /other.html", await bed.PathsAsync("pretty/a.html", "other.html"));
        var result = await bed.MatchAsync("pretty/bad", "pretty/worse", "pretty/c.html");
        Assert.Equal("E1: /pretty/bad /pretty/worse /pretty/c.html /pretty/c", Describe(result));
        Assert.Equal(["the path mapper gave it without a '/' at its begin.", "the path mapper failed: boom"], result.Refused.Select(static refused => refused.Path.Problem));
        Assert.DoesNotContain(bed.Log.Entries, static entry => entry.EventId == 802);
    }

    [Fact]
    public async Task Match_StagingTwin_IsToldToo() => Assert.Equal(
        "E1: /a; E2: /a",
        await new CatalogBed().With("E1").With(new CloudFrontDistribution { Id = "E2", IsStaging = true, Origins = [Origin()], DefaultBehavior = Behavior("*") }).PathsAsync("a"));

    [Fact]
    public async Task Match_DisabledDistribution_IsLeftOut() => Assert.Equal(
        "",
        await new CatalogBed().With(new CloudFrontDistribution { Id = "E1", IsEnabled = false, Origins = [Origin()], DefaultBehavior = Behavior("*") }).RemovalAsync("a"));

    [Fact]
    public async Task Match_TenantTemplate_IsSkippedWithAWarning()
    {
        var bed = new CatalogBed().With(new CloudFrontDistribution { Id = "E1", IsTenantTemplate = true, Origins = [Origin()], DefaultBehavior = Behavior("*") });

        Assert.Equal("", await bed.RemovalAsync("a"));
        Assert.Single(bed.Log.Entries, static entry => entry.EventId == 800);
        Assert.Empty(await bed.Catalog.ListIdsAsync());
    }

    [Fact]
    public async Task Match_SmoothStreaming_IsSkippedWithAWarning()
    {
        var bed = new CatalogBed().With("E1", Behavior("/video/*") with { IsSmoothStreaming = true });

        Assert.Equal("E1: /a", await bed.RemovalAsync("video/a", "a"));
        Assert.Single(bed.Log.Entries, static entry => entry.EventId == 801);
    }

    [Fact]
    public async Task Match_KeyThatCannotBeSent_IsReportedAndTheOthersGo()
    {
        var result = await new CatalogBed().With("E1").With("E2").MatchAsync("*all", "b");

        Assert.Equal("E1: /b; E2: /b", Describe(result));
        Assert.Equal("*all", Assert.Single(result.Refused).Change.ObjectKey);
        Assert.Empty(result.Unserved);
        Assert.All(result.Distributions, static matches => Assert.Equal(1, matches.Skips[SkipReason.BadPath]));
    }

    [Fact]
    public async Task Match_ForeignBucket_IsCountedAndUnserved()
    {
        var bed = new CatalogBed().With("E1");

        var result = await bed.Catalog.MatchAsync([Change("a", "foreign"), Change("b")]);

        Assert.Equal("E1: /b", Describe(result));
        Assert.Equal(1, result.Skips[SkipReason.UnknownBucket]);
        Assert.Equal("foreign", Assert.Single(result.Unserved).Bucket);
    }

    [Fact]
    public async Task Match_MappedAccessPoint_CountsAsTheBucket()
    {
        var bed = new CatalogBed().With(new CloudFrontDistribution { Id = "E1", Origins = [Origin("ap", "photos-abc-s3alias.s3.eu-west-1.amazonaws.com", "/p"), Origin("other", "others.s3.amazonaws.com")], Behaviors = [Behavior("/o/*", "other")], DefaultBehavior = Behavior("*", "ap") });
        bed.Options.Mappings.Add(new CloudFrontMapping { Bucket = "photos", DistributionIds = { "E1" } });

        Assert.Equal("E1: /a", await bed.PathsAsync("p/a", "b", "p/o/c"));
    }

    [Fact]
    public async Task Match_MappingNamesAnOrigin_OnlyThatCounts()
    {
        var bed = new CatalogBed().With(new CloudFrontDistribution { Id = "E1", Origins = [Origin("cdn", "files.example.org"), Origin("api", "api.example.org")], Behaviors = [Behavior("/api/*", "api")], DefaultBehavior = Behavior("*", "cdn") });
        bed.Options.Mappings.Add(new CloudFrontMapping { Bucket = "photos", DistributionIds = { "E1" }, OriginDomainName = "Files.example.org" });

        Assert.Equal("E1: /a", await bed.PathsAsync("a", "api/b"));
    }

    [Fact]
    public async Task Match_BehavioursOfOtherCacheability_AreBarriers()
    {
        var bed = new CatalogBed().With("E1", Behavior("/api/*", policy: Uncached), Behavior("/api/static/*"), Behavior("/img/*"), Behavior("*.json", policy: Uncached), Behavior("/my files/x.txt", policy: Uncached));

        var result = await bed.MatchAsync("a");

        Assert.Equal(["/api/", "/api/static/", "/my%20files/x.txt"], Assert.Single(result.Distributions).Barriers.Order(StringComparer.Ordinal));
    }
}
