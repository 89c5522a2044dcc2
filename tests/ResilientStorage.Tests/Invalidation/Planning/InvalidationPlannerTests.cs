using System.Globalization;

namespace ResilientStorage.Invalidation.Planning;

public sealed class InvalidationPlannerTests
{
    [Fact]
    public void Plan_WholeFolderChanged_IsOneWildcard()
    {
        var plan = Plan(new() { Paths = Album(42, 100), CountUnder = static _ => 100 });

        Assert.Equal(["/albums/42/*"], Sent(plan));
        Assert.Equal(new PlanCost(0, 1, 0), plan.Cost);
        Assert.Equal((0.005m, 0.5m), (plan.Money, plan.MoneyOfSinglePaths));
    }

    [Fact]
    public void Plan_FreePathsLeft_StaysExact()
    {
        var plan = Plan(new() { Paths = Album(42, 100), CountUnder = static _ => 101, FreePathsThisMonth = 1_000 });

        Assert.Equal(new PlanCost(100, 0, 0), plan.Cost);
        Assert.Equal((0m, 0m), (plan.Money, plan.MoneyOfSinglePaths));
    }

    [Fact]
    public void Plan_FewerFreePathsThanChanges_WidensOnlyWhatItMust()
    {
        var plan = Plan(new() { Paths = [.. Album(1, 100), .. Album(2, 100), .. Album(3, 100)], CountUnder = static prefix => prefix == "/albums/" ? 1_000_000 : 200, FreePathsThisMonth = 250 });

        Assert.Equal(["/albums/1/*"], Sent(plan).Where(PathReduction.IsWildcard));
        Assert.Equal((201, 0m), (Sent(plan).Count, plan.Money));
    }

    [Fact]
    public void Plan_FrugalWithFreePathsLeft_SavesThem() =>
        Assert.Equal(["/albums/42/*"], Sent(Plan(new() { Paths = Album(42, 100), CountUnder = static _ => 101, FreePathsThisMonth = 1_000, Mode = InvalidationMode.Frugal })));

    [Fact]
    public void Plan_Exact_NeverWidens() =>
        Assert.Equal(new PlanCost(100, 0, 0), Plan(new() { Paths = Album(42, 100), CountUnder = static _ => 100, Mode = InvalidationMode.Exact }).Cost);

    [Fact]
    public void Plan_RefetchesDearerThanPaths_StaysExact()
    {
        // 100 paths cost 0.50 dollars; 49,601 refetches at 0.00001 with the wildcard cost a little more than the 0.495 it saves.
        Assert.Equal(100, Plan(new() { Paths = Album(42, 100), CountUnder = static _ => 49_601 }).Cost.SinglePaths);
        Assert.Equal(new PlanCost(0, 1, 49_499), Plan(new() { Paths = Album(42, 100), CountUnder = static prefix => prefix == "/albums/42/" ? 49_599 : 1_000_000 }).Cost);
    }

    [Fact]
    public void ListFolders_WorthCounting_AreThoseThatPlanAsksFor()
    {
        var asked = new List<string>();
        var request = new InvalidationPlanRequest { Paths = [.. Album(1, 20), .. Album(2, 30), .. Album(3, 5), "/x/y*"], CountUnder = null };
        Plan(request with { CountUnder = prefix => { asked.Add(prefix); return null; } });

        var folders = new InvalidationPlanner(new InvalidationPlannerOptions()).ListFolders(request);

        Assert.Equal(["/albums/", "/albums/2/", "/albums/1/"], folders.Select(static folder => folder.Prefix));
        Assert.Equal(asked.Order(), folders.Select(static folder => folder.Prefix).Order());
    }

    [Theory]
    [InlineData(InvalidationMode.Balanced)]
    [InlineData(InvalidationMode.Frugal)]
    public void ListFolders_FromTheLimitOn_NoWildcardIsWorthIt(InvalidationMode mode)
    {
        var request = new InvalidationPlanRequest { Paths = Album(1, 20), Mode = mode, FreeSinglePaths = 0 };
        var limits = new InvalidationPlanner(new InvalidationPlannerOptions()).ListFolders(request).ToDictionary(static folder => folder.Prefix, static folder => folder.Limit);

        Assert.Equal(20, Plan(request with { CountUnder = prefix => limits[prefix] }).Cost.SinglePaths);
        Assert.Equal(0, Plan(request with { CountUnder = static _ => 20 }).Cost.SinglePaths);
    }

    [Fact]
    public void ListFolders_NothingToWeigh_IsEmpty()
    {
        var request = new InvalidationPlanRequest { Paths = Album(1, 20) };

        Assert.Empty(new InvalidationPlanner(new InvalidationPlannerOptions()).ListFolders(request with { Mode = InvalidationMode.Exact }));
        Assert.Empty(new InvalidationPlanner(new InvalidationPlannerOptions { PricePerThousandRefetches = 0 }).ListFolders(request));
    }

    [Fact]
    public void Plan_FolderNobodyCounted_IsEstimated()
    {
        // 10 changes in a folder that is taken to hold 1,000: 990 refetches (0.0099) against 9 paths (0.045).
        Assert.Equal(new PlanCost(0, 1, 990), Plan(new() { Paths = Album(42, 10) }).Cost);
        Assert.Equal(10, Plan(new() { Paths = Album(42, 10) }, new InvalidationPlannerOptions { EstimatedObjectsPerFolder = 10_000 }).Cost.SinglePaths);
    }

    [Fact]
    public void Plan_TooFewChangesInAFolder_StaysExact() =>
        Assert.Equal(9, Plan(new() { Paths = Album(42, 9), CountUnder = static _ => 9 }).Cost.SinglePaths);

    [Fact]
    public void Plan_MoreFoldersThanWildcards_WidensTheMostWorthwhile()
    {
        var paths = Enumerable.Range(1, 5).SelectMany(static album => Album(album, album * 20)).ToList();

        var plan = Plan(new() { Paths = paths, CountUnder = static prefix => prefix == "/albums/" ? 10_000_000 : 200, FreeWildcards = 2 });

        Assert.Equal(["/albums/4/*", "/albums/5/*"], Sent(plan).Where(PathReduction.IsWildcard));
        Assert.Equal(20 + 40 + 60, plan.Cost.SinglePaths);
    }

    [Fact]
    public void Plan_BarrierBelow_WidensOnlyBesideIt()
    {
        IReadOnlyList<string> paths = [.. Album(1, 50), .. Album(2, 50)];

        var plan = Plan(new() { Paths = paths, CountUnder = static _ => 0, Barriers = ["/albums/2/private/"] });

        Assert.Equal(["/albums/1/*"], Sent(plan).Where(PathReduction.IsWildcard));
        Assert.Equal(50, plan.Cost.SinglePaths);
        Assert.Equal(["/albums/*"], Sent(Plan(new() { Paths = paths, CountUnder = static _ => 0, Barriers = ["/albums/", "/api/"] })));
    }

    [Fact]
    public void Plan_RootFolder_IsWidenedOnlyWhenAllowed()
    {
        IReadOnlyList<string> paths = [.. Enumerable.Range(0, 20).Select(static index => $"/{index}.css")];

        Assert.Equal(20, Plan(new() { Paths = paths, CountUnder = static _ => 20 }).Cost.SinglePaths);
        Assert.Equal(["/*"], Sent(Plan(new() { Paths = paths, CountUnder = static _ => 20 }, new InvalidationPlannerOptions { AllowEverything = true })));
    }

    [Fact]
    public void Plan_FolderWithATilde_IsNotWidened() =>
        Assert.Equal(20, Plan(new() { Paths = [.. Enumerable.Range(0, 20).Select(static index => $"/a%7Eb/{index}")], CountUnder = static _ => 20 }).Cost.SinglePaths);

    [Fact]
    public void Plan_ManyPathsAndWildcards_ArriveWholeInBatches()
    {
        IReadOnlyList<string> paths = [.. Enumerable.Range(0, 6_001).Select(static index => $"/f{index}"), .. Enumerable.Range(0, 40).Select(static index => $"/w{index}-*")];

        var plan = Plan(new() { Paths = paths, FreeSinglePaths = 1_000, FreeWildcards = 5 });

        Assert.Equal([(1_000, 5, true), (2_987, 13, false), (2_014, 13, false), (0, 9, false)], plan.Batches.Select(static batch => (batch.SinglePaths, batch.Wildcards, batch.FitsNow)));
        Assert.Equal(paths.Order(StringComparer.Ordinal), Sent(plan).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Plan_WildcardsThatWouldWait_AreGathered()
    {
        IReadOnlyList<string> paths = [.. Enumerable.Range(0, 1_000).Select(static index => $"/search/{index}.json*")];

        Assert.Equal(["/search/*"], Sent(Plan(new() { Paths = paths, FreePathsThisMonth = 1_000, CountUnder = static prefix => prefix == "/search/" ? 50_000 : null })));
    }

    [Fact]
    public void Plan_NothingFree_WaitsInLaterBatches() =>
        Assert.False(Assert.Single(Plan(new() { Paths = ["/a", "/b*"], FreeSinglePaths = 0, FreeWildcards = 0 }).Batches).FitsNow);

    [Fact]
    public void Plan_NothingChanged_SendsNothing()
    {
        var plan = Plan(new() { Paths = [] });

        Assert.Empty(plan.Batches);
        Assert.Equal(0m, plan.Money);
    }

    [Fact]
    public void Plan_PathOfNothingButSlashes_IsPlanned() =>
        Assert.Single(Plan(new() { Paths = [new string('/', 4_000)] }).Batches);

    private static InvalidationPlan Plan(InvalidationPlanRequest request, InvalidationPlannerOptions? options = null) =>
        new InvalidationPlanner(options ?? new InvalidationPlannerOptions()).Plan(request);

    private static List<string> Sent(InvalidationPlan plan) => [.. plan.Batches.SelectMany(static batch => batch.Paths)];

    private static List<string> Album(int album, int photos) => [.. Enumerable.Range(0, photos).Select(photo => string.Create(CultureInfo.InvariantCulture, $"/albums/{album}/{photo:D4}.jpg"))];
}
