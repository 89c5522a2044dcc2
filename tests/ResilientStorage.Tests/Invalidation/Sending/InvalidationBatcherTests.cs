using ResilientStorage.Invalidation.CloudFront;

namespace ResilientStorage.Invalidation.Sending;

/// <summary>Marks of changes come back in exactly one outcome, and only when the CDN was told, a person was, or a durable journal holds them.</summary>
public sealed class InvalidationBatcherTests
{
    private readonly SenderBed _bed = new(isDurable: false);

    [Fact]
    public async Task Flush_Accepted_SettlesEveryMarkOnce()
    {
        await AddAsync("a", "1");
        await AddAsync("a", "2");
        await AddAsync("b", "3");

        var report = await _bed.Batcher.FlushAsync();

        Assert.Equal(new InvalidationReport(1, 2, 0), report);
        var outcome = Assert.Single(_bed.Outcomes);
        Assert.True(outcome.IsAccepted);
        Assert.Equal(["1", "2", "3"], outcome.Receipts.Order());
    }

    [Fact]
    public async Task Flush_NothingServesIt_IsAccepted()
    {
        await _bed.Batcher.AddAsync(new ObjectChange { Bucket = "unserved", ObjectKey = "a", Receipt = "1" });

        await _bed.Batcher.FlushAsync();

        Assert.True(Assert.Single(_bed.Outcomes).IsAccepted);
        Assert.Empty(_bed.CloudFront.Requests);
    }

    [Fact]
    public async Task Flush_Refused_SettlesNothingUntilItIsReported()
    {
        _bed.CloudFront.Refuse = static _ => CloudFrontErrorKind.Unavailable;
        await AddAsync("a", "1");
        Assert.Equal(1, (await _bed.Batcher.FlushAsync()).Waiting);
        Assert.Empty(_bed.Outcomes);

        for (var i = 0; i < 20; i++)
        {
            _bed.Clock.Advance(TimeSpan.FromMinutes(15));
            await _bed.Batcher.FlushAsync();
        }

        var outcome = Assert.Single(_bed.Outcomes);
        Assert.Equal((false, "refused: Unavailable"), (outcome.IsAccepted, outcome.Reason));
        Assert.Single(_bed.Reports);
    }

    [Fact]
    public async Task Flush_ToldOfAgainWhileItsBatchFails_JoinsItAndEndsWithItsReport()
    {
        _bed.CloudFront.Refuse = static _ => CloudFrontErrorKind.AccessDenied;
        for (var delivery = 1; _bed.Reports.Count == 0; delivery++)
        {
            await _bed.Batcher.AddAsync(new ObjectChange { Bucket = "D1", ObjectKey = "a", OccurredAt = DateTimeOffset.UnixEpoch, Receipt = $"{delivery}" });
            await _bed.Batcher.FlushAsync();
            _bed.Clock.Advance(TimeSpan.FromMinutes(15));
        }

        var outcome = Assert.Single(_bed.Outcomes);
        Assert.False(outcome.IsAccepted);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8"], outcome.Receipts);
        Assert.Single(_bed.CloudFront.Requests.Select(static request => request.CallerReference).Distinct());
        Assert.Equal(8, _bed.CloudFront.Requests.Count);
    }

    [Fact]
    public async Task Flush_ReportCannotBeWritten_IsNotGivenUp()
    {
        _bed.CanReport = false;
        _bed.CloudFront.Refuse = static _ => CloudFrontErrorKind.Unavailable;
        await AddAsync("a", "1");
        for (var i = 0; i < 20; i++)
        {
            await _bed.Batcher.FlushAsync();
            _bed.Clock.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.Empty(_bed.Outcomes);
        _bed.CloudFront.Refuse = static _ => null;
        await _bed.Batcher.FlushAsync();

        Assert.True(Assert.Single(_bed.Outcomes).IsAccepted);
    }

    [Fact]
    public async Task Flush_HalfOfABatchIsBad_EveryMarkHasItsOutcome()
    {
        _bed.CloudFront.Refuse = static request => request.Paths.Contains("/bad") ? CloudFrontErrorKind.InvalidPath : null;
        await AddAsync("good", "1");
        await AddAsync("bad", "2");

        for (var i = 0; i < 5; i++)
        {
            await _bed.Batcher.FlushAsync();
            _bed.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        // Which of them was to blame is not known of a mark: both paths came from one batch.
        Assert.Equal(["1", "2"], _bed.Outcomes.SelectMany(static outcome => outcome.Receipts).Order());
        Assert.Equal(["/good"], _bed.CloudFront.Charged);
    }

    [Fact]
    public async Task Flush_DurableJournal_SettlesWhatItHolds()
    {
        var bed = new SenderBed();
        bed.CloudFront.Refuse = static _ => CloudFrontErrorKind.Unavailable;
        await bed.Batcher.AddAsync(new ObjectChange { Bucket = "D1", ObjectKey = "a", Receipt = "1" });

        await bed.Batcher.FlushAsync();

        Assert.True(Assert.Single(bed.Outcomes).IsAccepted);
        Assert.Single(await bed.BatchesAsync(InvalidationBatchState.Waiting));
    }

    [Fact]
    public async Task Flush_WhereNothingRuns_LetsOthersSendAtOnce()
    {
        var bed = new SenderBed();
        await bed.ChangeAsync("a");

        await bed.Batcher.FlushAsync();

        Assert.Single(bed.CloudFront.Requests);
        Assert.NotNull(await bed.Journal.TakeLeaseAsync("another", TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Flush_WhereTheWorkerRuns_KeepsTheLease()
    {
        var bed = new SenderBed();
        using var stop = new CancellationTokenSource();
        var run = bed.Batcher.RunAsync(isSender: true, stop.Token);

        await bed.Batcher.FlushAsync();

        Assert.Null(await bed.Journal.TakeLeaseAsync("another", TimeSpan.FromMinutes(1)));
        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Run_HostStops_HandsOverAndLetsOthersSendAtOnce()
    {
        var bed = new SenderBed();
        using var stop = new CancellationTokenSource();
        var run = bed.Batcher.RunAsync(isSender: true, stop.Token);
        Assert.Null(await bed.Journal.TakeLeaseAsync("another", TimeSpan.FromMinutes(1)));
        await bed.Batcher.AddAsync(new ObjectChange { Bucket = "D1", ObjectKey = "a" });

        await stop.CancelAsync();
        await run;

        Assert.NotNull(await bed.Journal.TakeLeaseAsync("another", TimeSpan.FromMinutes(1)));
        Assert.Single(await bed.Journal.ListIntentsAsync(10));
    }

    [Fact]
    public async Task Run_HostStopsWhileARequestIsUnderWay_KeepsTheLeaseUntilItsAnswer()
    {
        var bed = new SenderBed();
        var answer = new TaskCompletionSource();
        bed.CloudFront.Held = answer.Task;
        using var stop = new CancellationTokenSource();
        var run = bed.Batcher.RunAsync(isSender: true, stop.Token);
        await bed.ChangeAsync("a");
        var flush = bed.Batcher.FlushAsync();
        Assert.Single(bed.CloudFront.Requests);

        await stop.CancelAsync();
        bed.Clock.Advance(TimeSpan.FromSeconds(5));
        await run;

        Assert.Null(await bed.Journal.TakeLeaseAsync("another", TimeSpan.FromMinutes(1)));
        answer.SetResult();
        await flush;
        Assert.NotNull(await bed.Journal.TakeLeaseAsync("another", TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Run_HostStopsWhereAnotherSends_LeavesTheLeaseToIt()
    {
        var bed = new SenderBed();
        var token = await bed.Journal.TakeLeaseAsync("another", TimeSpan.FromSeconds(5));
        using var stop = new CancellationTokenSource();
        var run = bed.Batcher.RunAsync(isSender: true, stop.Token);
        bed.Clock.Advance(TimeSpan.FromSeconds(6));

        await stop.CancelAsync();
        await run;

        Assert.Equal(token, await bed.Journal.TakeLeaseAsync("another", TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Run_ChangesOfABurst_AreSentAfterTheWindow()
    {
        // The test runner's context would send continuations to other threads.
        SynchronizationContext.SetSynchronizationContext(null);
        using var stop = new CancellationTokenSource();
        var running = _bed.Batcher.RunAsync(isSender: true, stop.Token);
        await AddAsync("a", null);
        _bed.Clock.Advance(TimeSpan.FromSeconds(5));
        await AddAsync("b", null);
        _bed.Clock.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.Empty(_bed.CloudFront.Requests);

        _bed.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(["/a", "/b"], Assert.Single(_bed.CloudFront.Requests).Paths);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Add_ManyChanges_SendsNothingByItself()
    {
        for (var i = 0; i < 1_000; i++)
        {
            await AddAsync($"{i}", null);
        }

        Assert.Empty(_bed.CloudFront.Requests);
        Assert.Empty(await _bed.Journal.ListIntentsAsync(10));
    }

    private async Task AddAsync(string key, string? receipt) => await _bed.Batcher.AddAsync(new ObjectChange { Bucket = "D1", ObjectKey = key, Receipt = receipt });
}
