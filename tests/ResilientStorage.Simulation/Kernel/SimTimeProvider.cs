namespace ResilientStorage.Simulation.Kernel;

/// <summary>Virtual time as a node sees it, with that node's own offset of the wall clock. Its timers are events of the loop and die with the node.</summary>
internal sealed class SimTimeProvider(SimLoop loop, TimeSpan offset, Func<bool> isAlive) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => SimLoop.Epoch + loop.Now + offset;

    public override long GetTimestamp() => loop.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        loop.AssertOnLoop("CreateTimer");
        var timer = new SimTimer(loop, () => callback(state), isAlive);
        timer.Change(dueTime, period);
        return timer;
    }
}
