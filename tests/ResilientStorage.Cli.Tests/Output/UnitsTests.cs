namespace ResilientStorage.Cli.Output;

public sealed class UnitsTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(150 << 20, "150 MiB")]
    [InlineData(2L << 30, "2.0 GiB")]
    public void Bytes_Length_IsInItsLargestUnit(long bytes, string expected) => Assert.Equal(expected, Units.Bytes(bytes));

    [Fact]
    public void Duration_OfHours_HasHours() => Assert.Equal(("0:07", "25:00:01"), (Units.Duration(TimeSpan.FromSeconds(7)), Units.Duration(new TimeSpan(1, 1, 0, 1))));
}
