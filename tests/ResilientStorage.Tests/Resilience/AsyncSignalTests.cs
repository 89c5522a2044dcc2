using ResilientStorage.Resilience;
using ResilientStorage.Testing;

namespace ResilientStorage.Tests.Resilience;

public sealed class AsyncSignalTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ManualTimeProvider _clock = new();
    private readonly AsyncSignal _signal;

    public AsyncSignalTests() => _signal = new AsyncSignal(_clock);

    [Fact]
    public void WaitAsync_SetBefore_PassesAtOnceAndOnlyOnce() => SingleThread.Run(async () =>
    {
        _signal.Set();
        _signal.Set();

        Assert.True(await _signal.WaitAsync(Minute));
        Assert.False(await _signal.WaitAsync(TimeSpan.Zero));
    });

    [Fact]
    public void WaitAsync_SetAfter_PassesOnTheThreadThatSets() => SingleThread.Run(async () =>
    {
        var waiting = _signal.WaitAsync(Minute);
        Assert.False(waiting.IsCompleted);

        _signal.Set();

        Assert.True(waiting.IsCompletedSuccessfully);
        Assert.True(await waiting);
        Assert.False(await _signal.WaitAsync(TimeSpan.Zero));
        Assert.Equal(0, _clock.ArmedTimers);
    });

    [Fact]
    public void WaitAsync_NotSet_TimesOutWhenTheTimeIsUpAndNotBefore() => SingleThread.Run(async () =>
    {
        var waiting = _signal.WaitAsync(Minute);
        _clock.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);

        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.False(await waiting);
        Assert.Equal(0, _clock.ArmedTimers);
    });

    [Fact]
    public void Set_WaiterTimedOut_IsKeptForTheNext() => SingleThread.Run(async () =>
    {
        var late = _signal.WaitAsync(Minute);
        _clock.Advance(Minute);
        Assert.False(await late);

        _signal.Set();

        Assert.True(await _signal.WaitAsync(TimeSpan.Zero));
    });

    [Fact]
    public void WaitAsync_Cancelled_ThrowsItsTokenAndSpendsNoSignal() => SingleThread.Run(async () =>
    {
        using var source = new CancellationTokenSource();
        var waiting = _signal.WaitAsync(Minute, source.Token);

        source.Cancel();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Equal(0, _clock.ArmedTimers);

        _signal.Set();
        Assert.True(await _signal.WaitAsync(TimeSpan.Zero));
    });

    [Fact]
    public void WaitAsync_CancelledBefore_ThrowsAndSpendsNoSignal() => SingleThread.Run(async () =>
    {
        _signal.Set();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _signal.WaitAsync(Minute, new CancellationToken(canceled: true)));

        Assert.True(await _signal.WaitAsync(TimeSpan.Zero));
    });

    [Fact]
    public void Set_TwoWaiters_PassOneByOneInTheOrderOfArrival() => SingleThread.Run(async () =>
    {
        var first = _signal.WaitAsync(Minute);
        var second = _signal.WaitAsync(Minute);

        _signal.Set();
        Assert.True(first.IsCompletedSuccessfully);
        Assert.False(second.IsCompleted);

        _signal.Set();
        Assert.True(await second);
    });

    [Fact]
    public void WaitAsync_InfiniteTimeout_NeverTimesOut() => SingleThread.Run(async () =>
    {
        var waiting = _signal.WaitAsync(Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromDays(400));
        Assert.False(waiting.IsCompleted);

        _signal.Set();
        Assert.True(await waiting);
    });

    [Fact]
    public void WaitAsync_NegativeTimeout_Throws() => SingleThread.Run(async () =>
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _signal.WaitAsync(TimeSpan.FromSeconds(-5)));
    });

    [Fact]
    public void Set_FromTheLoopItWakes_IsNotLost() => SingleThread.Run(async () =>
    {
        var turns = 0;
        var loop = LoopAsync();
        async Task LoopAsync()
        {
            while (turns < 3)
            {
                Assert.True(await _signal.WaitAsync(Minute));
                turns++;
                _signal.Set();
            }
        }

        _signal.Set();

        Assert.Equal(3, turns);
        await loop;
    });
}
