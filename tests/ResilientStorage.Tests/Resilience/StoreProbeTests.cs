using ResilientStorage.Tests.Resilience;

namespace ResilientStorage.Resilience;

/// <summary>What decides whether a store is back, and what does not: only the probe, only what it proves, and no call that was cancelled.</summary>
public sealed class StoreProbeTests
{
    public enum Ending
    {
        Succeeds,
        Fails,
        IsThrottled,
        IsCancelled,
    }

    [Fact]
    public void Call_GetsItsPermitWhileAnotherProbes_RefusedAndTheProbeStillDecides() => SingleThread.Run(async () =>
    {
        StoreRateLimiter? limiter = null;
        var bed = new PipelineBed(
            static options => (options.Breaker.MinimumCalls, options.Breaker.BreakDuration) = (2, TimeSpan.FromSeconds(0.5)),
            clock => limiter = new StoreRateLimiter(1, clock));
        bed.Fail(StorageErrorKind.Unavailable);
        bed.Failure(StoreWork.Read, StoreTries.One);
        var waiter = bed.CallAsync(StoreWork.Sweep, StoreTries.One);
        var failing = bed.CallAsync(StoreWork.Read, StoreTries.One);
        bed.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((true, StoreBreakerState.Open), (failing.IsFaulted, bed.Breaker.State));

        bed.Clock.Advance(TimeSpan.FromSeconds(0.5));
        var answer = new TaskCompletionSource();
        bed.Driver = _ => answer.Task;
        var probe = bed.CallAsync(StoreWork.Read, StoreTries.One);
        Assert.Equal((StoreBreakerState.Open, 2), (bed.Breaker.State, limiter!.Waiting));

        bed.Clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal((StoreBreakerState.Probing, 1), (bed.Breaker.State, limiter.Waiting));

        bed.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await Assert.ThrowsAsync<StorageException>(() => waiter)).WasNotSent);
        Assert.Equal((StoreBreakerState.Probing, 3), (bed.Breaker.State, bed.Sent));

        answer.SetResult();
        await probe;
        Assert.Equal(StoreBreakerState.Closed, bed.Breaker.State);
        Assert.True(limiter.WaitAsync(StorePriority.Sweep, CancellationToken.None).AsTask().IsCompletedSuccessfully, "The permit of the refused call is given back.");
    });

    [Theory]
    [InlineData(Ending.Succeeds)]
    [InlineData(Ending.Fails)]
    [InlineData(Ending.IsThrottled)]
    [InlineData(Ending.IsCancelled)]
    public void Call_SentBeforeTheStoreWasLeftAloneEndsDuringAProbe_StillProbing(Ending ending) => SingleThread.Run(async () =>
    {
        var bed = new PipelineBed();
        using var cancellation = new CancellationTokenSource();
        var answer = new TaskCompletionSource();
        bed.Driver = token => Task.WhenAny(answer.Task, Hanging.UntilCancelledAsync(token)).Unwrap();
        var straggler = bed.CallAsync(tries: StoreTries.One, cancellationToken: cancellation.Token);
        bed.Open();
        bed.Clock.Advance(TimeSpan.FromSeconds(15));
        bed.Hang();
        var probe = bed.CallAsync();
        Assert.Equal(StoreBreakerState.Probing, bed.Breaker.State);

        switch (ending)
        {
            case Ending.Succeeds:
                answer.SetResult();
                break;
            case Ending.IsCancelled:
                cancellation.Cancel();
                break;
            default:
                answer.SetException(new StorageException(ending == Ending.Fails ? StorageErrorKind.Unavailable : StorageErrorKind.Throttled, "It failed."));
                break;
        }

        Assert.True(straggler.IsCompleted);
        Assert.Equal((StoreBreakerState.Probing, false), (bed.Breaker.State, probe.IsCompleted));
        await Record.ExceptionAsync(() => straggler);
    });

    [Fact]
    public void Call_SentBeforeTheStoreWasLeftAloneFailsAfterItIsBack_NotCounted() => SingleThread.Run(async () =>
    {
        var bed = new PipelineBed();
        bed.Hang();
        var stragglers = Enumerable.Range(0, 20).Select(_ => bed.CallAsync(tries: StoreTries.One)).ToList();
        bed.Open();
        bed.Clock.Advance(TimeSpan.FromSeconds(15));
        bed.Work();
        await bed.CallAsync();

        bed.Clock.Finish(Task.WhenAll(stragglers));

        Assert.All(stragglers, static straggler => Assert.Equal(StorageErrorKind.Timeout, Assert.IsType<StorageException>(straggler.Exception?.InnerException).Kind));
        Assert.Equal(StoreBreakerState.Closed, bed.Breaker.State);
    });

    [Fact]
    public void Call_ManyAreCancelledWhileOthersFail_StillOpens() => SingleThread.Run(async () =>
    {
        var bed = new PipelineBed();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(StoreBreakerState.Closed, bed.Breaker.State);
            for (var j = 0; j < 2; j++)
            {
                bed.Hang();
                using var cancellation = new CancellationTokenSource();
                var cancelled = bed.CallAsync(cancellationToken: cancellation.Token);
                cancellation.Cancel();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
            }

            bed.Fail(StorageErrorKind.Timeout);
            bed.Failure(tries: StoreTries.One);
        }

        Assert.Equal(StoreBreakerState.Open, bed.Breaker.State);
    });

    [Theory]
    [InlineData(StorageErrorKind.NotFound)]
    [InlineData(StorageErrorKind.Throttled)]
    public void Call_AnswersWithAnErrorAsOftenAsItFails_CountsAsBeingThere(StorageErrorKind kind)
    {
        var bed = new PipelineBed(static options => options.Breaker.FailureRatio = 0.6);

        for (var i = 0; i < 50; i++)
        {
            bed.Fail(kind);
            bed.Failure(tries: StoreTries.One);
            bed.Fail(StorageErrorKind.Unavailable);
            bed.Failure(tries: StoreTries.One);
        }

        Assert.Equal((StoreBreakerState.Closed, 100), (bed.Breaker.State, bed.Sent));
    }

    [Fact]
    public void Call_TheProbeIsCancelled_LeftAloneForAsLongAgainAndSaysTheFormerCause() => SingleThread.Run(async () =>
    {
        var bed = new PipelineBed();
        bed.Open();
        bed.Clock.Advance(TimeSpan.FromSeconds(15));
        bed.Hang();
        using var cancellation = new CancellationTokenSource();
        var probe = bed.CallAsync(cancellationToken: cancellation.Token);

        cancellation.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);
        var error = bed.Failure();
        Assert.Equal((TimeSpan.FromSeconds(15), 1), (error.RetryAfter, bed.Sent));
        Assert.Contains("(lately PutObject: Unavailable)", error.Message, StringComparison.Ordinal);
        Assert.Equal([StoreBreakerState.Open, StoreBreakerState.Probing, StoreBreakerState.Open], bed.Observer.Changes);
    });
}
