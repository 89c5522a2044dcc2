using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Tests;

public sealed class MicrosecondsTests
{
    [Fact]
    public void Of_EpochAndOneMicrosecond_IsOne() =>
        Assert.Equal(1, Microseconds.Of(DateTimeOffset.UnixEpoch.AddTicks(19)));

    [Fact]
    public void Of_OtherOffset_IsTheSameMoment()
    {
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(9));

        Assert.Equal(Microseconds.Of(time.ToUniversalTime()), Microseconds.Of(time));
    }

    [Fact]
    public void ToTime_WholeMicroseconds_ComeBackEqual()
    {
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 6, 7, TimeSpan.Zero);

        Assert.Equal(time, Microseconds.ToTime(Microseconds.Of(time)));
    }

    [Fact]
    public void Add_ForEver_StopsAtTheLastTimeThatCanBeExpressed()
    {
        var end = Microseconds.Add(Microseconds.Of(DateTimeOffset.UnixEpoch.AddYears(56)), TimeSpan.MaxValue);

        Assert.Equal(9999, Microseconds.ToTime(end).Year);
    }

    [Fact]
    public void Add_NegativeDuration_LiesBefore() => Assert.Equal(4_000_000, Microseconds.Add(5_000_000, TimeSpan.FromSeconds(-1)));
}
