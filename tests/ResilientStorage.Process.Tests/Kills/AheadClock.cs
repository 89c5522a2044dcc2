namespace ResilientStorage.Process.Kills;

/// <summary>The system's clock, and a lead that the test gives it: leases and graces end without anybody waiting for them.</summary>
internal sealed class AheadClock(TimeSpan lead) : TimeProvider
{
    private long _lead = lead.Ticks;

    public void Advance(TimeSpan span) => Interlocked.Add(ref _lead, span.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _lead));
}
