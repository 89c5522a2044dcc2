using ResilientStorage.Tests.Resilience;

namespace ResilientStorage.Resilience;

/// <summary>When a store is left alone, what a refused call looks like, and how it comes back. On one thread throughout.</summary>
public sealed class StoreBreakerTests
{
    [Theory]
    [InlineData(StorageErrorKind.Unavailable)]
    [InlineData(StorageErrorKind.Timeout)]
    [InlineData(StorageErrorKind.Unknown)]
    public void Call_NobodyIsThere_OpensAfterTheMinimumOfCalls(StorageErrorKind kind)
    {
        var bed = new PipelineBed();
        bed.Fail(kind);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(StoreBreakerState.Closed, bed.Breaker.State);
            bed.Failure(tries: StoreTries.One);
        }

        Assert.Equal(StoreBreakerState.Open, bed.Breaker.State);
        Assert.Equal([StoreBreakerState.Open], bed.Observer.Changes);
    }

    [Theory]
    [InlineData(StorageErrorKind.NotFound)]
    [InlineData(StorageErrorKind.AlreadyExists)]
    [InlineData(StorageErrorKind.PreconditionFailed)]
    [InlineData(StorageErrorKind.AccessDenied)]
    [InlineData(StorageErrorKind.Throttled)]
    [InlineData(StorageErrorKind.Integrity)]
    [InlineData(StorageErrorKind.InvalidRequest)]
    [InlineData(StorageErrorKind.QuotaExceeded)]
    public void Call_TheStoreAnsweredAnError_StaysClosed(StorageErrorKind kind)
    {
        var bed = new PipelineBed();
        bed.Fail(kind);

        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(kind, bed.Failure(tries: StoreTries.One).Kind);
        }

        Assert.Equal(StoreBreakerState.Closed, bed.Breaker.State);
    }

    [Fact]
    public void Call_ABugOfTheDriver_StaysClosed()
    {
        var bed = new PipelineBed { Driver = static _ => throw new InvalidOperationException("bug") };

        for (var i = 0; i < 50; i++)
        {
            bed.Failure();
        }

        Assert.Equal((StoreBreakerState.Closed, 50), (bed.Breaker.State, bed.Sent));
    }

    [Fact]
    public void Call_CancelledByItsCaller_StaysClosed() => SingleThread.Run(async () =>
    {
        var bed = new PipelineBed();
        bed.Hang();

        for (var i = 0; i < 50; i++)
        {
            using var cancellation = new CancellationTokenSource();
            var call = bed.CallAsync(cancellationToken: cancellation.Token);
            cancellation.Cancel();
            var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
            Assert.Equal(cancellation.Token, error.CancellationToken);
        }

        Assert.Equal((StoreBreakerState.Closed, 50), (bed.Breaker.State, bed.Sent));
    });

    [Fact]
    public void Call_ADriverThatMakesItsOwnErrorOfACancellation_StaysClosed() => SingleThread.Run(async () =>
    {
        var bed = new PipelineBed
        {
            Driver = static async token =>
            {
                var told = new TaskCompletionSource();
                using var registration = token.UnsafeRegister(static told => ((TaskCompletionSource)told!).SetResult(), told);
                await told.Task;
                throw new IOException("The request was aborted.");
            },
        };

        for (var i = 0; i < 50; i++)
        {
            using var cancellation = new CancellationTokenSource();
            var call = bed.CallAsync(tries: StoreTries.One, cancellationToken: cancellation.Token);
            cancellation.Cancel();
            var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
            Assert.Equal(cancellation.Token, error.CancellationToken);
        }

        Assert.Equal(StoreBreakerState.Closed, bed.Breaker.State);
        Assert.All(bed.Observer.Attempts, static attempt => Assert.Equal((true, null), (attempt.WasCancelled, attempt.Error)));
    });

    [Fact]
    public void Call_LeftAlone_RefusedWithoutARequestAndSaysUntilWhenAndWhy()
    {
        var bed = new PipelineBed();
        bed.Open();

        var error = bed.Failure();

        Assert.Equal(0, bed.Sent);
        Assert.Equal((StorageErrorKind.Unavailable, false, true, false), (error.Kind, error.IsTransient, error.WasNotSent, error.MayHaveTakenEffect));
        Assert.Equal(("main", "PutObject", "a", TimeSpan.FromSeconds(15)), (error.Store, error.Operation, error.Key, error.RetryAfter));
        Assert.Equal("Store 'main', PutObject of 'a': the store kept failing (lately PutObject: Unavailable) and is left alone until 2000-01-01 00:00:15Z; nothing was sent. Resilience.Breaker says when that happens.", error.Message);
        Assert.Single(bed.Observer.Refusals);
    }

    [Fact]
    public void Call_OpensBetweenTheTriesOfACall_TheErrorOfTheLastTry()
    {
        var bed = new PipelineBed(static options => options.Breaker.MinimumCalls = 2);
        bed.Fail(StorageErrorKind.Timeout);

        var error = bed.Failure();

        Assert.Equal(2, bed.Sent);
        Assert.Equal((StorageErrorKind.Timeout, false, false, true), (error.Kind, error.IsTransient, error.WasNotSent, error.MayHaveTakenEffect));
        Assert.EndsWith("It failed. (tried twice) It kept failing and is left alone for a while (Resilience.Breaker).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Call_TheWorkerFoundNobody_CallersAreRefusedToo()
    {
        var bed = new PipelineBed(static options => options.Background.Retries = 4);
        bed.Fail(StorageErrorKind.Unavailable);

        bed.Failure(StoreWork.Removal);

        Assert.True(bed.Failure(StoreWork.Read, StoreTries.One).WasNotSent);
    }

    [Fact]
    public void Call_NextBytesOfAnAnswerFail_Count()
    {
        var bed = new PipelineBed();
        bed.Fail(StorageErrorKind.Timeout);

        for (var i = 0; i < 5; i++)
        {
            bed.Failure(tries: StoreTries.Resumed);
        }

        Assert.Equal(StoreBreakerState.Open, bed.Breaker.State);
    }

    [Fact]
    public void Call_NextBytesOfAnAnswerWhileLeftAlone_NotRefused() => SingleThread.Run(async () =>
    {
        var bed = new PipelineBed();
        bed.Open();
        bed.Work();

        await bed.CallAsync(tries: StoreTries.Resumed);

        Assert.Equal((1, StoreBreakerState.Open), (bed.Sent, bed.Breaker.State));
    });

    [Fact]
    public void Call_TheTimeIsUp_OneProbesTheOthersAreRefused() => SingleThread.Run(async () =>
    {
        var bed = new PipelineBed();
        bed.Open();
        var answer = new TaskCompletionSource();
        bed.Driver = _ => answer.Task;
        bed.Clock.Advance(TimeSpan.FromSeconds(14.9));
        Assert.True(bed.Breaker.IsLeftAlone);
        bed.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(bed.Breaker.IsLeftAlone);

        var probe = bed.CallAsync();
        Assert.Equal((StoreBreakerState.Probing, true), (bed.Breaker.State, bed.Breaker.IsLeftAlone));
        var refused = bed.Failure();
        Assert.Contains("while another call probes", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, bed.Sent);

        answer.SetResult();
        await probe;
        Assert.Equal(StoreBreakerState.Closed, bed.Breaker.State);
        Assert.Equal([StoreBreakerState.Open, StoreBreakerState.Probing, StoreBreakerState.Closed], bed.Observer.Changes);
    });

    [Fact]
    public void Call_TheProbeFails_LeftAloneForAsLongAgain()
    {
        var bed = new PipelineBed();
        bed.Open();
        bed.Clock.Advance(TimeSpan.FromSeconds(15));

        bed.Failure();

        Assert.Equal(1, bed.Sent);
        Assert.Equal(TimeSpan.FromSeconds(15), bed.Failure().RetryAfter);
        Assert.Equal(1, bed.Sent);
    }

    [Fact]
    public void Call_TheProbeIsCancelled_ProvesNothing() => SingleThread.Run(async () =>
    {
        var bed = new PipelineBed();
        bed.Open();
        bed.Clock.Advance(TimeSpan.FromSeconds(15));
        bed.Hang();
        using var cancellation = new CancellationTokenSource();

        var probe = bed.CallAsync(cancellationToken: cancellation.Token);
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);

        Assert.Equal(StoreBreakerState.Open, bed.Breaker.State);
    });

    [Fact]
    public void Call_TheProbeIsThrottled_TheStoreIsBack()
    {
        var bed = new PipelineBed();
        bed.Open();
        bed.Clock.Advance(TimeSpan.FromSeconds(15));
        bed.Fail(StorageErrorKind.Throttled);

        bed.Failure(tries: StoreTries.One);

        Assert.Equal(StoreBreakerState.Closed, bed.Breaker.State);
    }

    [Fact]
    public void Call_NoBreaker_NeverRefused()
    {
        var bed = new PipelineBed(static options => options.Breaker.Enabled = false);
        bed.Fail(StorageErrorKind.Unavailable);

        for (var i = 0; i < 50; i++)
        {
            bed.Failure(tries: StoreTries.One);
        }

        Assert.Equal((50, StoreBreakerState.Closed, false), (bed.Sent, bed.Breaker.State, bed.Breaker.IsLeftAlone));
    }
}
