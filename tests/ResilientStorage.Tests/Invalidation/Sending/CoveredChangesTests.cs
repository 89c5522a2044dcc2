using ResilientStorage.Invalidation.Properties;
using Xunit.Sdk;

namespace ResilientStorage.Invalidation.Sending;

/// <summary>A change that an accepted invalidation came after is not told again, and no other is ever left out.</summary>
public sealed class CoveredChangesTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Plan_EventOfAChangeThatWasToldMeanwhile_CostsNothing(bool isDurable)
    {
        var bed = new PlanningBed(isDurable);
        var changedAt = bed.Clock.GetUtcNow();
        await bed.AddAsync("a b");
        bed.Clock.Advance(TimeSpan.FromSeconds(10));
        await bed.DrainAsync();

        await bed.AddAsync("a b", changedAt);
        await bed.DrainAsync();

        Assert.Equal(["/a%20b", "/a+b"], bed.Told.Order());
        Assert.Empty(await bed.Journal.ListIntentsAsync(10));
    }

    [Fact]
    public async Task Plan_EventThatComesBeforeItsOwnIntentIsSent_IsOneWithIt()
    {
        var bed = new PlanningBed(isDurable: true);
        await bed.AddAsync("a", bed.Clock.GetUtcNow());
        await bed.AddAsync("a");
        await bed.AddAsync("a", bed.Clock.GetUtcNow());
        await bed.DrainAsync();

        Assert.Equal(["/a"], bed.Told);
    }

    [Fact]
    public async Task Plan_EarlierEventBesideALaterOwnChange_HidesNothing()
    {
        var bed = new PlanningBed(isDurable: true);
        var first = bed.Clock.GetUtcNow();
        await bed.AddAsync("a");
        bed.Clock.Advance(TimeSpan.FromSeconds(10));
        await bed.DrainAsync();

        // The object changes again, and only now the event of the first change comes.
        await bed.AddAsync("a");
        await bed.AddAsync("a", first);
        await bed.DrainAsync();

        Assert.Equal(["/a", "/a"], bed.Told);
    }

    [Fact]
    public async Task Plan_EventsOutOfTheirOrder_CountAsTheLatest()
    {
        var bed = new PlanningBed(isDurable: true);
        var first = bed.Clock.GetUtcNow();
        await bed.AddAsync("a");
        bed.Clock.Advance(TimeSpan.FromSeconds(10));
        await bed.DrainAsync();
        bed.Clock.Advance(TimeSpan.FromSeconds(10));

        await bed.AddAsync("a", bed.Clock.GetUtcNow());
        await bed.AddAsync("a", first);
        await bed.DrainAsync();

        Assert.Equal(["/a", "/a"], bed.Told);
    }

    [Fact]
    public async Task Plan_AcceptedBeforeACrash_IsKnownAfterIt()
    {
        var bed = new PlanningBed(isDurable: true);
        var changedAt = bed.Clock.GetUtcNow();
        await bed.AddAsync("a");
        bed.Clock.Advance(TimeSpan.FromSeconds(10));
        await bed.DrainAsync();
        bed.Crash();

        await bed.AddAsync("a", changedAt);
        await bed.DrainAsync();

        Assert.Equal(["/a"], bed.Told);
    }

    [Fact]
    public async Task Plan_OlderThanAnHour_IsTold()
    {
        var bed = new PlanningBed(isDurable: true);
        var changedAt = bed.Clock.GetUtcNow();
        await bed.AddAsync("a");
        bed.Clock.Advance(TimeSpan.FromSeconds(10));
        await bed.DrainAsync();
        bed.Clock.Advance(TimeSpan.FromHours(1));

        await bed.AddAsync("a", changedAt);
        await bed.DrainAsync();

        Assert.Equal(["/a", "/a"], bed.Told);
    }

    [Fact]
    public async Task Plan_OneFormOfTwoIsCovered_TheOtherGoes()
    {
        var bed = new PlanningBed(isDurable: true);
        var changedAt = bed.Clock.GetUtcNow();
        await bed.Journal.AddAsync([new NewInvalidationIntent { Path = "/a+b", DistributionId = "D1" }]);
        bed.Clock.Advance(TimeSpan.FromSeconds(10));
        await bed.DrainAsync();

        await bed.AddAsync("a b", changedAt);
        await bed.DrainAsync();

        Assert.Equal(["/a+b", "/a%20b"], bed.Told);
    }

    [Fact]
    public void Run_AnyOrderOfChangesEventsAndCrashes_LeavesNoChangeOut() => CheckAnyOrder(clockTolerance: null);

    // The mistake that the tolerance is there against: what is stamped by a clock that is behind seems to be from before the invalidation.
    [Fact]
    public void Run_AnyOrderWithoutATolerance_IsFoundToLeaveAChangeOut() =>
        Assert.Contains("was not told", Assert.Throws<XunitException>(static () => CheckAnyOrder(TimeSpan.Zero)).Message, StringComparison.Ordinal);

    private static void CheckAnyOrder(TimeSpan? clockTolerance) => Property.Check(
        random => ((IsDurable: random.Chance(0.5), Mode: random.Pick(Enum.GetValues<InvalidationMode>()), clockTolerance), CoveredStep.Generate(random)),
        static (settings, steps) => Run(new PlanningBed(settings.IsDurable, settings.Mode, settings.clockTolerance), settings.IsDurable, steps));

    private static void Run(PlanningBed bed, bool isDurable, IReadOnlyList<CoveredStep> steps)
    {
        var changes = new List<(string Key, int Step)>();
        var events = new PriorityQueue<(string Key, DateTimeOffset OccurredAt), DateTimeOffset>();
        foreach (var step in steps)
        {
            var now = bed.Clock.GetUtcNow();
            switch (step.Kind)
            {
                case CoveredStepKind.OwnChange or CoveredStepKind.EventChange or CoveredStepKind.BothChange:
                    changes.Add((step.Key, ++bed.Step));
                    if (step.Kind != CoveredStepKind.EventChange)
                    {
                        Await(bed.AddAsync(step.Key));
                    }

                    if (step.Kind != CoveredStepKind.OwnChange)
                    {
                        events.Enqueue((step.Key, now + step.Skew), now + step.Delay);
                    }

                    break;
                case CoveredStepKind.Wildcard:
                    Await(bed.Journal.AddAsync([new NewInvalidationIntent { Path = "/a/*", DistributionId = "D1" }]));
                    break;
                case CoveredStepKind.Wait:
                    WaitUntil(now + step.Delay);
                    break;
                case CoveredStepKind.Crash when isDurable:
                    bed.Crash();
                    break;
                default:
                    var loses = step.Kind == CoveredStepKind.LoseAnswer;
                    bed.CloudFront.LoseAnswer = _ => loses;
                    Await(bed.RunAsync());
                    bed.CloudFront.LoseAnswer = static _ => false;
                    break;
            }
        }

        // Each late event for itself, so that nothing but what was accepted before stands by it.
        while (events.TryPeek(out _, out var comesAt))
        {
            WaitUntil(comesAt);
            Await(bed.RunAsync());
        }

        Await(bed.DrainAsync());
        Assert.Empty(bed.Journal.ListIntentsAsync(10).GetAwaiter().GetResult());
        Assert.All(changes, change => Assert.True(bed.WasToldAfter(change.Step, "/" + change.Key.Replace(" ", "%20", StringComparison.Ordinal)), $"{change} was not told"));

        void WaitUntil(DateTimeOffset end)
        {
            while (events.TryPeek(out var told, out var comesAt) && comesAt <= end)
            {
                events.Dequeue();
                bed.Clock.Advance(comesAt > bed.Clock.GetUtcNow() ? comesAt - bed.Clock.GetUtcNow() : TimeSpan.Zero);
                Await(bed.AddAsync(told.Key, told.OccurredAt));
            }

            bed.Clock.Advance(end > bed.Clock.GetUtcNow() ? end - bed.Clock.GetUtcNow() : TimeSpan.Zero);
        }
    }

    // All of it ends at once, in memory.
    private static void Await(Task task) => task.GetAwaiter().GetResult();
}
