using ResilientStorage.Resilience;

namespace ResilientStorage.Tests.Resilience;

public sealed class AsyncGateTests
{
    private readonly AsyncGate _gate = new();
    private readonly List<string> _log = [];

    [Fact]
    public void EnterAsync_FreeGate_IsInsideAtOnce()
    {
        Assert.True(TakesAtOnce());
        Assert.False(TakesAtOnce());
    }

    [Fact]
    public void EnterAsync_GateGivenUp_IsFreeAgain() => SingleThread.Run(async () =>
    {
        (await _gate.EnterAsync()).Dispose();
        (await _gate.EnterAsync()).Dispose();

        Assert.True(TakesAtOnce());
    });

    [Fact]
    public void EnterAsync_HeldGate_LetsWaitersInOneByOneInTheOrderOfArrival() => SingleThread.Run(async () =>
    {
        var holder = await _gate.EnterAsync();
        TaskCompletionSource[] work = [new(), new(), new()];
        Task[] visits = [VisitAsync("a", work[0]), VisitAsync("b", work[1]), VisitAsync("c", work[2])];
        Assert.Empty(_log);

        holder.Dispose();
        Assert.Equal(["a in"], _log);
        work[1].SetResult();
        Assert.Equal(["a in"], _log);
        work[0].SetResult();
        Assert.Equal(["a in", "a out", "b in", "b out", "c in"], _log);
        work[2].SetResult();

        await Task.WhenAll(visits);
        Assert.True(TakesAtOnce());
    });

    [Fact]
    public void Dispose_WaiterPresent_RunsItOnThisThreadBeforeItReturns() => SingleThread.Run(async () =>
    {
        var holder = await _gate.EnterAsync();
        var thread = 0;
        var visit = EnterAndNoteAsync();
        async Task EnterAndNoteAsync()
        {
            using var inner = await _gate.EnterAsync();
            thread = Environment.CurrentManagedThreadId;
        }

        holder.Dispose();

        Assert.Equal(Environment.CurrentManagedThreadId, thread);
        await visit;
    });

    [Fact]
    public void EnterAsync_CancelledToken_DoesNotTakeAFreeGate() => SingleThread.Run(async () =>
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _gate.EnterAsync(new CancellationToken(canceled: true)));

        Assert.True(TakesAtOnce());
    });

    [Fact]
    public void EnterAsync_WaiterCancelled_ThrowsItsTokenAndTheNextGetsTheGate() => SingleThread.Run(async () =>
    {
        using var source = new CancellationTokenSource();
        var holder = await _gate.EnterAsync();
        var cancelled = _gate.EnterAsync(source.Token).AsTask();
        var next = _gate.EnterAsync().AsTask();

        source.Cancel();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.False(next.IsCompleted);

        holder.Dispose();
        Assert.True(next.IsCompletedSuccessfully);
        (await next).Dispose();
        Assert.True(TakesAtOnce());
    });

    [Fact]
    public void EnterAsync_OnlyWaiterCancelled_LeavesAGateThatBecomesFree() => SingleThread.Run(async () =>
    {
        using var source = new CancellationTokenSource();
        var holder = await _gate.EnterAsync();
        var cancelled = _gate.EnterAsync(source.Token).AsTask();

        source.Cancel();
        holder.Dispose();

        Assert.True(cancelled.IsCanceled);
        Assert.True(TakesAtOnce());
    });

    [Fact]
    public void EnterAsync_CancelledAfterItGotTheGate_KeepsIt() => SingleThread.Run(async () =>
    {
        using var source = new CancellationTokenSource();
        var first = await _gate.EnterAsync();
        var second = _gate.EnterAsync(source.Token).AsTask();
        first.Dispose();

        source.Cancel();

        var third = _gate.EnterAsync().AsTask();
        Assert.True(second.IsCompletedSuccessfully);
        Assert.False(third.IsCompleted);
        (await second).Dispose();
        Assert.True(third.IsCompletedSuccessfully);
    });

    [Fact]
    public void EnterAsync_CancelledByWhoeverGotTheGateBefore_DoesNotGetIt() => SingleThread.Run(async () =>
    {
        using var source = new CancellationTokenSource();
        var holder = await _gate.EnterAsync();
        var first = VisitAndCancelAsync();
        async Task VisitAndCancelAsync()
        {
            using var inner = await _gate.EnterAsync();
            source.Cancel();
        }

        var second = _gate.EnterAsync(source.Token).AsTask();

        holder.Dispose();

        await first;
        Assert.True(second.IsCanceled);
        Assert.True(TakesAtOnce());
    });

    [Fact]
    public async Task EnterAsync_ManyThreadsWithCancellations_NeverTwoInsideAndNeverLost()
    {
        var inside = 0;
        var tooMany = 0;
        var visits = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (var round = 0; round < 2_000; round++)
            {
                using var source = new CancellationTokenSource();
                var entering = _gate.EnterAsync(source.Token).AsTask();
                if (random.Next(3) == 0)
                {
                    source.Cancel();
                }

                try
                {
                    using var holder = await entering;
                    tooMany += Interlocked.Increment(ref inside) == 1 ? 0 : 1;
                    visits++;
                    if (random.Next(4) == 0)
                    {
                        await Task.Yield();
                    }

                    Interlocked.Decrement(ref inside);
                }
                catch (OperationCanceledException e) when (e.CancellationToken == source.Token)
                {
                    // Planned: this round asked for it.
                }
            }
        })));

        Assert.Equal(0, tooMany);
        Assert.True(visits >= 8 * 2_000 / 2, $"Only {visits} visits.");
        Assert.True(TakesAtOnce());
    }

    private bool TakesAtOnce() => _gate.EnterAsync().AsTask().IsCompletedSuccessfully;

    private async Task VisitAsync(string name, TaskCompletionSource work)
    {
        using var holder = await _gate.EnterAsync();
        _log.Add($"{name} in");
        await work.Task;
        _log.Add($"{name} out");
    }
}
