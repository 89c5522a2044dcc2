namespace ResilientStorage.Invalidation.Sending;

/// <summary>What is in progress: how it is counted, when it is asked after, and that nothing waits for ever because of it.</summary>
public sealed class SenderLimitsTests
{
    private readonly SenderBed _bed = new();

    [Fact]
    public async Task Run_AsManyChangesAsMayWait_AreSentBeforeTheirWindowHasPassed()
    {
        _bed.Options.MaxChanges = 3;
        await _bed.ChangeAsync("a", "b");
        Assert.Equal(0, (await _bed.Sender.RunAsync(isUrgent: false, CancellationToken.None)).Batches);
        await _bed.ChangeAsync("c");

        Assert.Equal((1, 3), (await _bed.Sender.RunAsync(isUrgent: false, CancellationToken.None)) is var round ? (round.Batches, round.Paths) : default);
    }

    [Fact]
    public async Task Run_EndNeverHeardOf_FreesTheSlotsAfterFifteenMinutes()
    {
        (_bed.Options.MaxPathsInProgress, _bed.Options.ProgressInterval) = (2, TimeSpan.FromMinutes(15));
        _bed.CloudFront.Duration = TimeSpan.FromDays(1);
        await _bed.ChangeAsync("a", "b");
        await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None);
        await _bed.ChangeAsync("c");
        _bed.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        Assert.Equal(0, (await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None)).Batches);

        _bed.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(1, (await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None)).Batches);
        Assert.Equal(["/a", "/b", "/c"], _bed.CloudFront.Charged.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public async Task Run_PoolOverHalfFull_IsAskedAfter(int paths, int questions)
    {
        _bed.Options.MaxPathsInProgress = 4;
        await _bed.ChangeAsync(Enumerable.Range(0, paths).Select(static i => $"{i}"));
        await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None);
        _bed.Clock.Advance(_bed.Options.ProgressInterval);

        await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None);

        Assert.Equal(questions, _bed.CloudFront.Questions);
    }

    [Fact]
    public async Task Run_WhileSomeIsInProgress_PlansWithinWhatIsFree()
    {
        await _bed.ChangeAsync("a", "b");
        await _bed.Journal.AddAsync([new NewInvalidationIntent { Path = "/w/*", DistributionId = "D1" }]);
        await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None);
        Assert.Empty(_bed.Pools);

        await _bed.ChangeAsync("c");
        await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None);

        Assert.Equal((2_998, 12), (_bed.Pools["D1"].FreePaths, _bed.Pools["D1"].FreeWildcards));
    }

    [Fact]
    public async Task Run_BatchLargerThanTheLimits_GoesAlone()
    {
        _bed.Options.MaxWildcardsInProgress = 0;
        await _bed.ChangeAsync("a");
        await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None);
        await _bed.Journal.AddAsync([new NewInvalidationIntent { Path = "/v/*", DistributionId = "D1" }]);
        await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None);
        await _bed.Journal.AddAsync([new NewInvalidationIntent { Path = "/w/*", DistributionId = "D1" }]);

        // Beside single paths, and after the wildcard before it.
        await _bed.Sender.RunAsync(isUrgent: true, CancellationToken.None);
        Assert.Equal(["/a", "/v/*"], _bed.CloudFront.Charged);
        await _bed.DrainAsync();
        Assert.Equal(["/a", "/v/*", "/w/*"], _bed.CloudFront.Charged);
    }

    [Fact]
    public async Task RunAsync_NoWindow_LooksForWhatOthersWriteToTheJournal()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        _bed.Options.Window = TimeSpan.Zero;
        using var stop = new CancellationTokenSource();
        var running = _bed.NewBatcher().RunAsync(isSender: true, stop.Token);
        await _bed.ChangeAsync("a");

        _bed.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["/a"], _bed.CloudFront.Charged);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task RunAsync_StoppedWithoutALedger_SendsAllThatTheRateAllowsMeanwhile()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var bed = new SenderBed(isDurable: false);
        using var stop = new CancellationTokenSource();
        var running = bed.Batcher.RunAsync(isSender: true, stop.Token);
        for (var i = 0; i < 7; i++)
        {
            await bed.Batcher.AddAsync(new ObjectChange { Bucket = $"D{i}", ObjectKey = "a" });
        }

        await stop.CancelAsync();
        await PauseAsync(bed);
        Assert.Equal(5, bed.CloudFront.Requests.Count);
        bed.Clock.Advance(TimeSpan.FromSeconds(2));
        await PauseAsync(bed);
        bed.Clock.Advance(TimeSpan.FromSeconds(2));
        await running;

        Assert.Equal(7, bed.CloudFront.Requests.Count);
    }

    /// <summary>Waits until the sender waits for the account's rate.</summary>
    private static async Task PauseAsync(SenderBed bed)
    {
        while (bed.Clock.NextTimerAt != bed.Clock.GetUtcNow() + TimeSpan.FromSeconds(2))
        {
            await Task.Yield();
        }
    }
}
