using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Testing;

namespace ResilientStorage.Invalidation.Sending;

/// <summary>Everything is sent, within the limits, once, and what cannot be is told to a person.</summary>
public sealed class InvalidationSenderTests
{
    private readonly SenderBed _bed = new();

    [Fact]
    public async Task Run_ChangesWithinTheWindow_AreOneRequestAfterIt()
    {
        await _bed.ChangeAsync("a", "b");
        var early = await _bed.Sender.RunAsync(isUrgent: false, CancellationToken.None);
        Assert.Equal((0, _bed.Options.Window), (early.Batches, early.Next));
        _bed.Clock.Advance(TimeSpan.FromSeconds(9));
        await _bed.ChangeAsync("c");
        _bed.Clock.Advance(TimeSpan.FromSeconds(1));

        var round = await _bed.Sender.RunAsync(isUrgent: false, CancellationToken.None);

        Assert.Equal((1, 3), (round.Batches, round.Paths));
        Assert.Equal(["/a", "/b", "/c"], Assert.Single(_bed.CloudFront.Requests).Paths);
        Assert.Equal(InvalidationBatchState.Accepted, Assert.Single(await _bed.BatchesAsync()).State);
        Assert.Empty(await _bed.Journal.ListIntentsAsync(10));
    }

    [Fact]
    public async Task Run_SixThousandAndOnePathsAndFortyWildcards_ArriveWholeWithinThePools()
    {
        var inProgress = 0;
        _bed.CloudFront.Refuse = request =>
        {
            // What the service counts: those that were taken less than their duration ago.
            inProgress = Math.Max(inProgress, request.Paths.Count(static path => !path.EndsWith('*')));
            return request.Paths.Count(static path => path.EndsWith('*')) > 13 ? CloudFrontErrorKind.TooManyInProgress : null;
        };
        await _bed.ChangeAsync(Enumerable.Range(0, 6_001).Select(static i => $"{i}"));
        await _bed.Journal.AddAsync([.. Enumerable.Range(0, 40).Select(static i => new NewInvalidationIntent { Path = $"/w{i}/*", DistributionId = "D1" })]);

        await _bed.DrainAsync();

        Assert.Equal(6_041, _bed.CloudFront.Charged.Distinct().Count());
        Assert.Equal(6_041, _bed.CloudFront.Charged.Count());
        Assert.True(inProgress <= 3_000);
        Assert.Empty(_bed.Reports);
    }

    [Fact]
    public async Task Run_FullPool_WaitsUntilTheFirstHasEnded()
    {
        await _bed.ChangeAsync(Enumerable.Range(0, 3_001).Select(static i => $"{i:d4}"));
        await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None);
        Assert.Single(_bed.CloudFront.Requests);
        _bed.Clock.Advance(TimeSpan.FromSeconds(59));
        await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None);
        Assert.Single(_bed.CloudFront.Requests);
        Assert.Equal(1, _bed.CloudFront.Questions);

        await _bed.DrainAsync();

        Assert.Equal(2, _bed.CloudFront.Requests.Count);
    }

    [Fact]
    public async Task Run_ManyDistributions_KeepsTheAccountsRate()
    {
        await _bed.Journal.AddAsync([.. Enumerable.Range(0, 8).Select(static i => new NewInvalidationIntent { Bucket = $"D{i}", ObjectKey = "a" })]);

        var round = await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None);
        Assert.Equal((5, TimeSpan.FromSeconds(2)), (round.Batches, round.Next));
        _bed.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, (await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None)).Batches);
    }

    [Theory]
    [InlineData(CloudFrontErrorKind.TooManyInProgress)]
    [InlineData(CloudFrontErrorKind.Throttled)]
    [InlineData(CloudFrontErrorKind.Unavailable)]
    [InlineData(CloudFrontErrorKind.Unknown)]
    [InlineData(CloudFrontErrorKind.AccessDenied)]
    public async Task Run_Refused_TriesAgainWithTheSameReferenceAndGrowingPauses(CloudFrontErrorKind kind)
    {
        var times = new List<DateTimeOffset>();
        _bed.CloudFront.Refuse = _ =>
        {
            times.Add(_bed.Clock.GetUtcNow());
            return times.Count <= 7 ? kind : null;
        };
        await _bed.ChangeAsync("a");

        await _bed.DrainAsync();

        Assert.Equal([30, 60, 120, 240, 480, 900, 900], times.Zip(times.Skip(1), static (one, next) => (next - one).TotalSeconds));
        Assert.Single(_bed.CloudFront.Requests.Select(static request => request.CallerReference).Distinct());
        Assert.Equal(["/a"], _bed.CloudFront.Charged);
    }

    [Fact]
    public async Task Run_AnswerLost_CostsNothingTwice()
    {
        var lost = 0;
        _bed.CloudFront.LoseAnswer = _ => lost++ < 2;
        await _bed.ChangeAsync("a");

        await _bed.DrainAsync();

        Assert.Equal(3, _bed.CloudFront.Requests.Count);
        Assert.Equal(["/a"], _bed.CloudFront.Charged);
        Assert.NotEqual(InvalidationBatchState.Waiting, Assert.Single(await _bed.BatchesAsync()).State);
    }

    [Fact]
    public async Task Run_TriesOfSeveralBatchesUsedUp_AreOneReport()
    {
        _bed.CloudFront.Refuse = static request => request.DistributionId == "D1" ? CloudFrontErrorKind.AccessDenied : null;
        foreach (var key in new[] { "b", "a" })
        {
            await _bed.ChangeAsync(key);
            await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None);
        }

        await _bed.Journal.AddAsync([new NewInvalidationIntent { Bucket = "D2", ObjectKey = "fine" }]);
        await _bed.DrainAsync();

        Assert.Equal(["/a", "/b"], Assert.Single(_bed.Reports).Select(static batch => Assert.Single(batch.Paths)));
        Assert.All(await _bed.BatchesAsync(InvalidationBatchState.Reported), static batch => Assert.Equal("report1", batch.ReportKey));
    }

    [Fact]
    public async Task Run_TriesUsedUp_ReportsAndReplaysWithTheSameReference()
    {
        _bed.CloudFront.Refuse = static _ => CloudFrontErrorKind.Unavailable;
        await _bed.ChangeAsync("a");
        await _bed.DrainAsync();
        var reported = Assert.Single(await _bed.BatchesAsync(InvalidationBatchState.Reported));
        Assert.Equal((8, "report1"), (reported.Attempts, reported.ReportKey));
        Assert.Equal(8, _bed.CloudFront.Requests.Count);
        _bed.CloudFront.Refuse = static _ => null;

        Assert.Equal(1, await _bed.Journal.ReplayAsync(null));
        await _bed.DrainAsync();

        Assert.Single(_bed.CloudFront.Requests.Select(static request => request.CallerReference).Distinct());
        Assert.Equal(["/a"], _bed.CloudFront.Charged);
    }

    [Fact]
    public async Task Run_OnePathIsRefused_TheOthersGo()
    {
        _bed.CloudFront.Refuse = static request => request.Paths.Contains("/bad") ? CloudFrontErrorKind.InvalidPath : null;
        await _bed.ChangeAsync([.. Enumerable.Range(0, 20).Select(static i => $"{i:d2}"), "bad"]);

        await _bed.DrainAsync();

        Assert.Equal(20, _bed.CloudFront.Charged.Count());
        Assert.Equal(20, _bed.CloudFront.Charged.Distinct().Count());
        Assert.Equal("/bad", Assert.Single(Assert.Single(Assert.Single(_bed.Reports)).Paths));
    }

    [Fact]
    public async Task Run_BatchTooLarge_IsHalvedUntilItFits()
    {
        _bed.CloudFront.Refuse = static request => request.Paths.Count > 3 ? CloudFrontErrorKind.BatchTooLarge : null;
        await _bed.ChangeAsync(Enumerable.Range(0, 10).Select(static i => $"{i}"));

        await _bed.DrainAsync();

        Assert.Equal(10, _bed.CloudFront.Charged.Count());
        Assert.Empty(_bed.Reports);
    }

    [Fact]
    public async Task Run_ReferenceUsedByAHand_IsRenewedOnce()
    {
        _bed.CloudFront.Refuse = request => request.CallerReference.EndsWith('r') ? null : CloudFrontErrorKind.ReferenceReused;
        await _bed.ChangeAsync("a");

        await _bed.DrainAsync();

        Assert.Equal(["/a"], _bed.CloudFront.Charged);
    }

    [Fact]
    public async Task Run_DistributionVanished_NeedsNothingAndIsForgotten()
    {
        _bed.CloudFront.Refuse = static _ => CloudFrontErrorKind.NotFound;
        await _bed.ChangeAsync("a");

        await _bed.DrainAsync();

        Assert.Equal(["D1"], _bed.Forgotten);
        Assert.Equal(InvalidationBatchState.Completed, Assert.Single(await _bed.BatchesAsync()).State);
        Assert.Empty(_bed.Reports);
    }

    [Fact]
    public async Task Run_OneDistributionFails_TheOtherIsTold()
    {
        _bed.CloudFront.Refuse = static request => request.DistributionId == "D1" ? CloudFrontErrorKind.AccessDenied : null;
        await _bed.Journal.AddAsync([new NewInvalidationIntent { Bucket = "D1", ObjectKey = "a" }, new NewInvalidationIntent { Bucket = "D2", ObjectKey = "b" }]);

        await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None);

        Assert.Equal(["/b"], _bed.CloudFront.Charged);
    }

    [Fact]
    public async Task Run_Urgent_GoesBeforeBackfill()
    {
        await _bed.Journal.AddAsync([.. Enumerable.Range(0, 6).Select(static i => new NewInvalidationIntent { Bucket = $"D{i}", ObjectKey = "late", IsBackfill = true }), new NewInvalidationIntent { Bucket = "D9", ObjectKey = "now" }]);

        await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None);

        Assert.Equal("/now", _bed.CloudFront.Requests[0].Paths[0]);
    }

    [Fact]
    public async Task Run_NobodyKnowsWhoServes_KeepsTheChanges()
    {
        _bed.KnowsDistributions = false;
        await _bed.ChangeAsync("a");
        var round = await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None);
        Assert.Equal(_bed.Options.RetryDelay, round.Next);
        Assert.Single(await _bed.Journal.ListIntentsAsync(10));
        _bed.KnowsDistributions = true;

        await _bed.DrainAsync();

        Assert.Equal(["/a"], _bed.CloudFront.Charged);
    }

    [Fact]
    public async Task Run_TwoSenders_OneSends()
    {
        var other = _bed.NewSender();
        await _bed.ChangeAsync("a");
        await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None);
        await _bed.ChangeAsync("b");

        Assert.Equal(0, (await other.RunAsync(isUrgent: true, CancellationToken.None)).Batches);
        _bed.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, (await other.RunAsync(isUrgent: true, CancellationToken.None)).Batches);
    }

    [Fact]
    public async Task Run_SenderDiesAtAnyStep_NothingIsLostAndNothingIsPaidTwice()
    {
        for (var step = 1; step <= 12; step++)
        {
            var bed = new SenderBed();
            var plan = new LedgerFaultPlan(bed.Clock);
            var dying = new InvalidationSender(new FaultInjectingResourceLedger((InMemoryResourceLedger)bed.Journal, plan), bed.CloudFront, bed, bed, bed.Options, bed.Clock, new Randomness.IdFactory(bed.Clock, new Randomness.CryptographicRandomSource()), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
            await bed.ChangeAsync("a", "b");
            await bed.Journal.AddAsync([new NewInvalidationIntent { Bucket = "D2", ObjectKey = "c" }]);

            // The process ends at a call of the journal: half of them have taken effect then.
            _ = step % 2 == 0 ? plan.On(LedgerOperation.InvalidationJournal).Call((step + 1) / 2).LoseAnswer() : plan.On(LedgerOperation.InvalidationJournal).Call((step + 1) / 2).Fail();
            await Record.ExceptionAsync(() => dying.RunAsync(isUrgent: true, CancellationToken.None));
            bed.Clock.Advance(TimeSpan.FromMinutes(6));
            await bed.DrainAsync(bed.NewSender());

            Assert.Equal(["/a", "/b", "/c"], bed.CloudFront.Charged.Order());
        }
    }

    [Fact]
    public async Task Run_SameEventsAfterACrashWithoutAJournal_AreTheSameRequest()
    {
        var at = new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);
        NewInvalidationIntent[] events = [new() { Bucket = "D1", ObjectKey = "b", OccurredAt = at }, new() { Bucket = "D1", ObjectKey = "a", OccurredAt = at, IsRemoval = true }];
        var first = new SenderBed(isDurable: false);
        await first.Journal.AddAsync(events);
        await first.DrainAsync();
        var second = new SenderBed(isDurable: false);
        await second.Journal.AddAsync([.. events.Reverse()]);
        await second.DrainAsync();
        var third = new SenderBed(isDurable: false);
        await third.Journal.AddAsync([events[0] with { OccurredAt = at.AddSeconds(1) }, events[1]]);
        await third.DrainAsync();

        string ReferenceOf(SenderBed bed) => Assert.Single(bed.CloudFront.Requests).CallerReference;
        Assert.Equal(ReferenceOf(first), ReferenceOf(second));
        Assert.NotEqual(ReferenceOf(first), ReferenceOf(third));
    }
}
