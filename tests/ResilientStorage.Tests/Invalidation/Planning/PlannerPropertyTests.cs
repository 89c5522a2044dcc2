using ResilientStorage.Invalidation.Properties;

namespace ResilientStorage.Invalidation.Planning;

public sealed class PlannerPropertyTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Plan_AnyChanges_CoversEachOneInItsBatch() => Check(static (_, paths, plan) =>
        Assert.All(paths.Select((path, index) => (path, index)), pair => Assert.Contains(plan.Batches[plan.BatchOfPath[pair.index]].Paths, sent => PlannerCase.Covers(sent, pair.path))));

    [Fact]
    public void Plan_AnyChanges_SendsNothingTwice() => Check(static (_, _, plan) =>
    {
        var sent = plan.Batches.SelectMany(static batch => batch.Paths).ToList();
        Assert.All(sent.Select((path, index) => (path, index)), pair => Assert.DoesNotContain(sent.Where((_, index) => index != pair.index), other => PlannerCase.Covers(other, pair.path)));
    });

    [Fact]
    public void Plan_AnyChanges_KeepsTheLimits() => Check(static (planned, _, plan) =>
    {
        var (request, limits) = (planned.Request, planned.Request.Limits);
        Assert.All(plan.Batches.Select((batch, index) => (batch, index)), pair =>
        {
            Assert.Equal(pair.batch.Wildcards, pair.batch.Paths.Count(PathReduction.IsWildcard));
            Assert.InRange(pair.batch.Paths.Count, 1, limits.PathsPerBatch);
            Assert.InRange(pair.batch.Wildcards, 0, limits.WildcardsPerBatch);
            Assert.True(pair.batch.Paths.Count == 1 || pair.batch.Paths.Sum(static path => path.Length + PlanLimits.BytesAroundPath) <= limits.BytesPerBatch);
            Assert.True(!pair.batch.FitsNow || (pair.index == 0 && pair.batch.SinglePaths <= request.FreeSinglePaths && pair.batch.Wildcards <= request.FreeWildcards));
        });
    });

    [Fact]
    public void Plan_AnyChanges_IsNeverDearerThanSinglePaths() => Check(static (planned, _, plan) =>
    {
        var measure = new PlanMeasure(planned.Options, planned.Request);
        Assert.True(measure.Of(plan.Cost) <= measure.Of(plan.CostOfSinglePaths));
        Assert.True(plan.Money <= plan.MoneyOfSinglePaths);
        Assert.Equal(plan.Cost.SinglePaths, plan.Batches.Sum(static batch => batch.SinglePaths));
        Assert.Equal(plan.Cost.Wildcards, plan.Batches.Sum(static batch => batch.Wildcards));
    });

    [Fact]
    public void Plan_AnyChanges_WidensOnlyWhereItMay() => Check(static (planned, paths, plan) =>
    {
        foreach (var wildcard in plan.Batches.SelectMany(static batch => batch.Paths).Where(PathReduction.IsWildcard).Except(paths))
        {
            var prefix = wildcard[..^1];
            var depth = prefix.Count(static character => character == '/') - 1;
            Assert.NotEqual(InvalidationMode.Exact, planned.Options.Mode);
            Assert.True(depth >= planned.Options.MinimumWildcardDepth || (depth == 0 && planned.Options.AllowEverything));
            Assert.DoesNotContain(planned.Request.Barriers, barrier => barrier.Length > prefix.Length && barrier.StartsWith(prefix, StringComparison.Ordinal));
            Assert.DoesNotContain("%7E", prefix, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Plan_ChangesInAnotherOrder_IsTheSame() => Check(static (planned, paths, plan) =>
    {
        var again = new InvalidationPlanner(planned.Options).Plan(planned.Request with { Paths = [.. paths.Reverse()] });
        Assert.Equal(plan.Batches.SelectMany(static batch => batch.Paths), again.Batches.SelectMany(static batch => batch.Paths));
    });

    [Fact]
    public void Plan_NoFreePathsAndEnoughSlots_IsTheCheapestOfAllCovers() => Property.Check(
        static random => (PlannerCase.Generate(random), (IReadOnlyList<string>)PlannerCase.RandomPaths(random, random.Next(0, 40))),
        static (generated, paths) =>
        {
            // Without bends in the measure the knapsack alone decides.
            var planned = generated with { Request = generated.Request with { Paths = paths, FreePathsThisMonth = 0, FreeSinglePaths = 3_000, Limits = new PlanLimits(WildcardsPerBatch: 20) } };
            planned.Options.Mode = InvalidationMode.Balanced;
            var measure = new PlanMeasure(planned.Options, planned.Request);

            var plan = new InvalidationPlanner(planned.Options).Plan(planned.Request);

            Assert.Equal(BruteForce.LeastCost(planned.Options, planned.Request), measure.Of(plan.Cost), Tolerance);
        });

    private static void Check(Action<PlannerCase, IReadOnlyList<string>, InvalidationPlan> check) => Property.Check(
        static random => (PlannerCase.Generate(random), (IReadOnlyList<string>)PlannerCase.RandomPaths(random, random.Next(0, 120))),
        (planned, paths) =>
        {
            var request = planned.Request with { Paths = paths };
            check(planned with { Request = request }, paths, new InvalidationPlanner(planned.Options).Plan(request));
        });
}
