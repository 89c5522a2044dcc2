using ResilientStorage.Tests.Resilience;

namespace ResilientStorage.Resilience;

/// <summary>How often a call is tried, how long that may take, and what its caller is told in the end.</summary>
public sealed class StorePipelineTests
{
    private static readonly StorageErrorKind[] Transient = [StorageErrorKind.Unavailable, StorageErrorKind.Timeout, StorageErrorKind.Unknown, StorageErrorKind.Throttled];

    public static TheoryData<StorageErrorKind> TransientKinds => [.. Transient];

    [Theory]
    [MemberData(nameof(TransientKinds))]
    public void Call_RetriesUsedUp_ErrorIsFinalAndSaysHowOften(StorageErrorKind kind)
    {
        var bed = new PipelineBed();
        bed.Fail(kind);

        var error = bed.Failure();

        Assert.Equal(4, bed.Sent);
        Assert.Equal((kind, false), (error.Kind, error.IsTransient));
        Assert.Equal("Store 'main', PutObject of 'a': It failed. (tried 4 times)", error.Message);
        Assert.Equal([1, 2, 3, 4], bed.Observer.Attempts.Select(static attempt => attempt.Number));
    }

    [Fact]
    public void Call_OneTryOnly_ErrorIsStillTransient()
    {
        var bed = new PipelineBed();
        bed.Fail(StorageErrorKind.Unavailable);

        var error = bed.Failure(tries: StoreTries.One);

        Assert.Equal((1, true), (bed.Sent, error.IsTransient));
    }

    [Fact]
    public void Call_RetriesTurnedOff_ErrorIsLeftToTheHost()
    {
        var bed = new PipelineBed(static options => options.Foreground.Retries = 0);
        bed.Fail(StorageErrorKind.Unavailable);

        var error = bed.Failure();

        Assert.Equal((1, true), (bed.Sent, error.IsTransient));
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 6)]
    public void Call_AwaitedOrNot_ItsOwnSettings(bool isAwaited, int sent)
    {
        var bed = new PipelineBed(static options =>
        {
            options.Breaker.Enabled = false;
            options.Foreground.Retries = 2;
            options.Background.Retries = 5;
        });
        bed.Fail(StorageErrorKind.Unavailable);

        bed.Failure(new StoreWork(StorePriority.Repair, isAwaited));

        Assert.Equal(sent, bed.Sent);
    }

    [Theory]
    [InlineData(true, "Foreground")]
    [InlineData(false, "Background")]
    public void Call_NoAnswer_NamesTheSettingToRaise(bool isAwaited, string profile)
    {
        var bed = new PipelineBed();
        bed.Hang();

        var error = bed.Failure(new StoreWork(StorePriority.Read, isAwaited), StoreTries.One);

        Assert.Equal(StorageErrorKind.Timeout, error.Kind);
        Assert.EndsWith($"no answer within 00:02:00. If the store is slow by nature, raise Resilience.{profile}.AttemptTimeout.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Call_NoTryIsAnswered_EndsWithTheTotalTimeoutAndSaysHowOften()
    {
        var bed = new PipelineBed();
        bed.Hang();
        var call = bed.CallAsync();

        Assert.Equal(TimeSpan.FromMinutes(5), bed.Clock.Finish(call));

        var error = Assert.IsType<StorageException>(call.Exception?.InnerException);
        Assert.Equal(3, bed.Sent);
        Assert.Equal((StorageErrorKind.Timeout, false, true), (error.Kind, error.IsTransient, error.MayHaveTakenEffect));
        Assert.Contains("no success within 00:05:00; tried 3 times", error.Message, StringComparison.Ordinal);
        Assert.Contains("Resilience.Foreground.TotalTimeout", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Call_PauseLongerThanThereIsTime_FailsAtOnceAndSaysWhy()
    {
        var bed = new PipelineBed(static options =>
        {
            options.Foreground.TotalTimeout = TimeSpan.FromMinutes(2);
            options.Foreground.RetryDelay = TimeSpan.FromMinutes(1.5);
        });
        bed.Fail(StorageErrorKind.Unavailable);
        var call = bed.CallAsync();

        // The pause differs by a quarter: one fits, a second does not.
        var took = bed.Clock.Finish(call);

        Assert.InRange(took, TimeSpan.FromMinutes(1.5 * 0.75), TimeSpan.FromMinutes(1.5 * 1.25));
        var error = Assert.IsType<StorageException>(call.Exception?.InnerException);
        Assert.Equal((2, StorageErrorKind.Unavailable, false), (bed.Sent, error.Kind, error.IsTransient));
        Assert.Contains("(tried twice) The next try would come after 00:01:", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("(Resilience.Foreground.RetryDelay), and Resilience.Foreground.TotalTimeout has less left.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Call_StoreAsksToWaitLongerThanOneTryMayTake_ThatLong() => SingleThread.Run(async () =>
    {
        var bed = new PipelineBed(static options => options.Foreground.AttemptTimeout = TimeSpan.FromSeconds(10));
        bed.Fail(StorageErrorKind.Throttled, TimeSpan.FromSeconds(200));
        var call = bed.CallAsync();
        bed.Work();

        Assert.Equal(TimeSpan.FromSeconds(200), bed.Clock.Finish(call));
        await call;
        Assert.Equal(2, bed.Sent);
    });

    [Fact]
    public void Call_StoreNamesAMomentThatIsPast_TriedAtOnce()
    {
        var bed = new PipelineBed(static options => options.Foreground.RetryDelay = TimeSpan.FromMinutes(1));
        bed.Fail(StorageErrorKind.Throttled, TimeSpan.FromSeconds(-20));
        var call = bed.CallAsync();

        Assert.Equal(TimeSpan.Zero, bed.Clock.Finish(call));
        Assert.Equal(4, bed.Sent);
    }

    [Fact]
    public void Call_StoreAsksForAPauseAfterTheLastTry_SaysOnlyHowOften()
    {
        var bed = new PipelineBed();
        var pauses = new Queue<TimeSpan>([TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromHours(1)]);
        bed.Driver = _ => throw new StorageException(StorageErrorKind.Throttled, "It failed.") { RetryAfter = pauses.Dequeue() };

        Assert.EndsWith("It failed. (tried 4 times)", bed.Failure().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData((int)StoreTries.All)]
    [InlineData((int)StoreTries.One)]
    [InlineData((int)StoreTries.Resumed)]
    public void Call_ItsCallerCancelsAndTheDriverMakesAnErrorOfIt_PlainCancellation(int tries) => SingleThread.Run(async () =>
    {
        using var cancellation = new CancellationTokenSource();
        var bed = new PipelineBed
        {
            Driver = _ =>
            {
                cancellation.Cancel();
                throw new IOException("The request was aborted.");
            },
        };

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bed.CallAsync(tries: (StoreTries)tries, cancellationToken: cancellation.Token));

        Assert.Equal((cancellation.Token, 1), (error.CancellationToken, bed.Sent));
    });

    [Fact]
    public void Call_StoreAsksToWait_ThatLong()
    {
        var bed = new PipelineBed();
        bed.Fail(StorageErrorKind.Throttled, TimeSpan.FromSeconds(20));
        var call = bed.CallAsync();

        Assert.Equal(TimeSpan.FromSeconds(60), bed.Clock.Finish(call));
        Assert.Equal(4, bed.Sent);
    }

    [Fact]
    public void Call_StoreAsksToWaitLongerThanThereIsTime_FailsAtOnce()
    {
        var bed = new PipelineBed(static options => options.Foreground.TotalTimeout = TimeSpan.FromMinutes(2));
        bed.Fail(StorageErrorKind.Throttled, TimeSpan.FromHours(1));
        var call = bed.CallAsync();

        Assert.Equal(TimeSpan.Zero, bed.Clock.Finish(call));

        var error = Assert.IsType<StorageException>(call.Exception?.InnerException);
        Assert.Equal((1, StorageErrorKind.Throttled, false), (bed.Sent, error.Kind, error.IsTransient));
        Assert.Contains("It asks to wait 01:00:00, longer than Resilience.Foreground.TotalTimeout has left.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Call_WaitsForItsPermitLongerThanOneTryMayTake_Succeeds() => SingleThread.Run(async () =>
    {
        var bed = new PipelineBed(static options => options.Foreground.AttemptTimeout = TimeSpan.FromSeconds(1), static clock => new StoreRateLimiter(1, clock));
        bed.Driver = token => Task.Delay(TimeSpan.FromSeconds(0.9), bed.Clock, token);

        var calls = Enumerable.Range(0, 10).Select(_ => bed.CallAsync()).ToList();
        bed.Clock.Finish(Task.WhenAll(calls));

        await Task.WhenAll(calls);
        Assert.Equal(Enumerable.Range(0, 10).Select(static second => TimeSpan.FromSeconds(second)), bed.Observer.Attempts.Select(static attempt => attempt.Waited));
        Assert.All(bed.Observer.Attempts, static attempt => Assert.Equal(TimeSpan.FromSeconds(0.9), attempt.Duration));
    });

    [Fact]
    public void Call_NoPermitInTheTimeForAllTries_NotSentAndNotTheStoresFault()
    {
        var bed = new PipelineBed(static options => options.Foreground.TotalTimeout = options.Foreground.AttemptTimeout = TimeSpan.FromSeconds(3), static clock => new StoreRateLimiter(1, clock));

        var calls = Enumerable.Range(0, 20).Select(_ => bed.CallAsync()).ToList();
        bed.Clock.Finish(Task.WhenAll(calls));

        var errors = calls.Where(static call => call.IsFaulted).Select(static call => (StorageException)call.Exception!.InnerException!).ToList();
        Assert.Equal((3, 3), (bed.Sent, 20 - errors.Count));
        Assert.All(errors, static error => Assert.Equal((StorageErrorKind.Timeout, true, false, false), (error.Kind, error.WasNotSent, error.MayHaveTakenEffect, error.IsTransient)));
        Assert.Contains("no permit was free: Resilience.OperationsPerSecond", errors[0].Message, StringComparison.Ordinal);
        Assert.Equal(StoreBreakerState.Closed, bed.Breaker.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Call_TheTimeForAllTriesCutsARequestThatWasJustBegun_NotTheStoresFault(bool wrapped)
    {
        var bed = new PipelineBed(
            static options =>
            {
                options.Foreground.TotalTimeout = options.Foreground.AttemptTimeout = TimeSpan.FromSeconds(3);
                (options.Breaker.MinimumCalls, options.Breaker.FailureRatio) = (2, 0.01);
            },
            static clock => new StoreRateLimiter(1, clock));
        bed.Driver = async token =>
        {
            await new AsyncSignal(bed.Clock).WaitAsync(TimeSpan.FromSeconds(0.9), CancellationToken.None);
            if (token.IsCancellationRequested)
            {
                throw wrapped ? new IOException("The request was aborted.") : new OperationCanceledException(token);
            }
        };

        // Each round sends requests after 0, 1, 2 and 3 seconds: the last is cut half a second after it was sent.
        for (var round = 0; round < 5; round++)
        {
            var calls = Enumerable.Range(0, 3).Select(_ => bed.CallAsync()).ToList();
            bed.Clock.Advance(TimeSpan.FromSeconds(0.5));
            var late = Enumerable.Range(0, 3).Select(_ => bed.CallAsync()).ToList();
            bed.Clock.Finish(Task.WhenAll([.. calls, .. late]));
            Assert.All(calls, static call => Assert.True(call.IsCompletedSuccessfully));
            var cut = Assert.IsType<StorageException>(late[0].Exception?.InnerException);
            Assert.Equal((StorageErrorKind.Timeout, false, false), (cut.Kind, cut.IsTransient, cut.WasNotSent));
            Assert.Contains("tried once, the last had waited 00:00:02.5", cut.Message, StringComparison.Ordinal);
            bed.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(StoreBreakerState.Closed, bed.Breaker.State);
    }

    [Fact]
    public void Call_TheTimeForAllTriesEndsATryThatHadItsTime_StillCounts()
    {
        var bed = new PipelineBed(
            static options =>
            {
                options.Foreground.TotalTimeout = options.Foreground.AttemptTimeout = TimeSpan.FromSeconds(3);
                options.Breaker.MinimumCalls = 2;
            },
            static clock => new StoreRateLimiter(10, clock));
        bed.Hang();

        bed.Clock.Finish(Task.WhenAll(bed.CallAsync(), bed.CallAsync()));

        Assert.Equal([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2.9)], bed.Observer.Attempts.Select(static attempt => attempt.Duration));
        Assert.Equal(StoreBreakerState.Open, bed.Breaker.State);
    }

    [Fact]
    public void Call_RefusedByTheBreaker_TakesNoPermit()
    {
        StoreRateLimiter? limiter = null;
        var bed = new PipelineBed(limiter: clock => limiter = new StoreRateLimiter(1, clock));
        bed.Open();
        bed.Clock.Advance(TimeSpan.FromSeconds(10));

        for (var i = 0; i < 50; i++)
        {
            bed.Failure();
        }

        Assert.True(limiter!.WaitAsync(StorePriority.Sweep, CancellationToken.None).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public void Call_TheStoreIsLeftAloneWhileItWaitsForItsPermit_NotSent()
    {
        var bed = new PipelineBed(static options => options.Foreground.Retries = 0, static clock => new StoreRateLimiter(1, clock));
        bed.Fail(StorageErrorKind.Unavailable);

        var calls = Enumerable.Range(0, 20).Select(_ => bed.CallAsync()).ToList();
        var took = bed.Clock.Finish(Task.WhenAll(calls));

        Assert.Equal(5, bed.Sent);
        Assert.Equal(15, calls.Count(static call => call.Exception?.InnerException is StorageException { WasNotSent: true }));
        Assert.Equal(TimeSpan.FromSeconds(5), took);
    }
}
