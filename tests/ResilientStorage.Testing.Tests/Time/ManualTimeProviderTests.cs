namespace ResilientStorage.Testing.Tests.Time;

public class ManualTimeProviderTests
{
    private static readonly DateTimeOffset Start = new(2030, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider _clock = new(Start);
    private readonly List<string> _fired = [];

    [Fact]
    public void GetUtcNow_NewClock_StandsAtTheStart()
    {
        Assert.Equal(Start, _clock.GetUtcNow());
        Assert.Equal(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), new ManualTimeProvider().GetUtcNow());
        Assert.Equal(TimeSpan.Zero, new ManualTimeProvider(Start.ToOffset(TimeSpan.FromHours(9))).GetUtcNow().Offset);
        Assert.Equal(_clock.GetUtcNow(), _clock.GetLocalNow());
    }

    [Fact]
    public void Advance_SomeTime_MovesClockAndTimestampAlike()
    {
        var before = _clock.GetTimestamp();

        _clock.Advance(TimeSpan.FromMilliseconds(1500));

        Assert.Equal(Start.AddMilliseconds(1500), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMilliseconds(1500), _clock.GetElapsedTime(before));
    }

    [Fact]
    public void Advance_Backward_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));

    [Fact]
    public void SetUtcNow_Earlier_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => _clock.SetUtcNow(Start.AddTicks(-1)));

    [Fact]
    public void SetUtcNow_Later_FiresWhatIsDue()
    {
        Arm("a", 5);

        _clock.SetUtcNow(Start.AddSeconds(5));

        Assert.Equal(["a@5"], _fired);
        Assert.Equal(Start.AddSeconds(5), _clock.GetUtcNow());
    }

    [Fact]
    public void Advance_SeveralTimers_FireInOrderOfDueTimeThenOfArming()
    {
        Arm("late", 9);
        Arm("first of two", 5);
        Arm("second of two", 5);
        Arm("early", 1);
        Arm("never yet", 11);

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["early@1", "first of two@5", "second of two@5", "late@9"], _fired);
        Assert.Equal(Start.AddSeconds(10), _clock.GetUtcNow());
        Assert.Equal(1, _clock.ArmedTimers);
        Assert.Equal(Start.AddSeconds(11), _clock.NextTimerAt);
    }

    [Fact]
    public void Advance_JustBeforeTheTimer_DoesNotFireIt()
    {
        Arm("a", 5);

        _clock.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.Empty(_fired);

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["a@5"], _fired);
        Assert.Null(_clock.NextTimerAt);
    }

    [Fact]
    public void Advance_PeriodicTimer_FiresOncePerPeriodAndInBetweenOthers()
    {
        using var timer = _clock.CreateTimer(_ => Note("tick"), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));
        Arm("other", 5);

        _clock.Advance(TimeSpan.FromSeconds(11));

        // At 5 s the other timer was armed first: the tick that is due then was armed anew at 2 s.
        Assert.Equal(["tick@2", "other@5", "tick@5", "tick@8", "tick@11"], _fired);
    }

    [Fact]
    public void Advance_TimerArmedAgainInItsCallback_FiresWithinTheSameAdvance()
    {
        ITimer? timer = null;
        timer = _clock.CreateTimer(
            _ =>
            {
                Note("again");
                if (_fired.Count < 3)
                {
                    timer!.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
                }
            },
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["again@1", "again@2", "again@3"], _fired);
    }

    [Fact]
    public void Advance_InsideACallback_TakesTheOuterOneAlong()
    {
        using var timer = _clock.CreateTimer(_ => _clock.Advance(TimeSpan.FromSeconds(20)), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        Arm("inner", 15);

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["inner@15"], _fired);
        Assert.Equal(Start.AddSeconds(21), _clock.GetUtcNow());
    }

    [Fact]
    public void CreateTimer_DueAtOnce_WaitsForTheNextAdvance()
    {
        Arm("now", 0);
        Assert.Empty(_fired);

        _clock.Advance(TimeSpan.Zero);

        Assert.Equal(["now@0"], _fired);
    }

    [Fact]
    public void CreateTimer_Infinite_NeverFiresUntilChanged()
    {
        using var timer = _clock.CreateTimer(_ => Note("a"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromDays(10_000));
        Assert.Empty(_fired);

        Assert.True(timer.Change(TimeSpan.FromSeconds(1), TimeSpan.Zero));
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Single(_fired);
    }

    [Fact]
    public void CreateTimer_NegativeTimes_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(-2), Timeout.InfiniteTimeSpan));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.CreateTimer(static _ => { }, null, TimeSpan.Zero, TimeSpan.FromSeconds(-2)));
    }

    [Fact]
    public void Dispose_ArmedTimer_NeverFiresAndCannotBeChanged()
    {
        var timer = _clock.CreateTimer(_ => Note("a"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        timer.Dispose();
        timer.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Empty(_fired);
        Assert.False(timer.Change(TimeSpan.FromSeconds(1), TimeSpan.Zero));
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Fact]
    public void Dispose_InsideTheCallback_EndsThePeriod()
    {
        ITimer? timer = null;
        timer = _clock.CreateTimer(
            _ =>
            {
                Note("once");
                timer!.Dispose();
            },
            null,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(1));

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["once@1"], _fired);
    }

    [Fact]
    public void CreateTimer_Callback_SeesStateAndAsyncLocalsOfItsCreator()
    {
        var local = new AsyncLocal<string> { Value = "creator" };
        using var timer = _clock.CreateTimer(state => Note($"{state} {local.Value}"), "state", TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        local.Value = "advancer";

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["state creator@1"], _fired);
    }

    [Fact]
    public async Task TaskDelay_OnThisClock_EndsOnTheAdvancingThread()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(1), _clock);
        var thread = 0;
        var continued = delay.ContinueWith(_ => thread = Environment.CurrentManagedThreadId, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(delay.IsCompleted);

        var advancing = Environment.CurrentManagedThreadId;
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(delay.IsCompletedSuccessfully);
        await continued;
        Assert.Equal(advancing, thread);
    }

    [Fact]
    public void TaskDelay_Cancelled_DisarmsItsTimer()
    {
        using var source = new CancellationTokenSource();
        var delay = Task.Delay(TimeSpan.FromMinutes(1), _clock, source.Token);
        Assert.Equal(1, _clock.ArmedTimers);

        source.Cancel();

        Assert.True(delay.IsCanceled);
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Fact]
    public void CancellationTokenSource_OnThisClock_CancelsWhenDue()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(30), _clock);

        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(source.IsCancellationRequested);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(source.IsCancellationRequested);
    }

    [Fact]
    public void CancelAfter_CalledAgain_MovesTheMoment()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(30), _clock);
        _clock.Advance(TimeSpan.FromSeconds(20));

        source.CancelAfter(TimeSpan.FromSeconds(30));
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(source.IsCancellationRequested);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(source.IsCancellationRequested);
    }

    [Fact]
    public async Task WaitAsync_OnThisClock_TimesOutWhenDue()
    {
        var never = new TaskCompletionSource();
        var waiting = never.Task.WaitAsync(TimeSpan.FromSeconds(10), _clock);

        _clock.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
    }

    private void Arm(string name, int seconds) => _clock.CreateTimer(_ => Note(name), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);

    private void Note(string name) => _fired.Add($"{name}@{(_clock.GetUtcNow() - Start).TotalSeconds}");
}
