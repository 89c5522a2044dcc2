namespace ResilientStorage.Cli.Gets;

public sealed class RangeArgumentTests
{
    [Theory]
    [InlineData("0-0", 0L, 1L)]
    [InlineData("5-9", 5L, 5L)]
    [InlineData("7-", 7L, null)]
    [InlineData("0-9223372036854775806", 0L, long.MaxValue)]
    public void TryParse_Range_CountsBothEnds(string text, long offset, long? length)
    {
        Assert.True(RangeArgument.TryParse(text, out var range));
        Assert.Equal(new ByteRange(offset, length), range);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("-5")]
    [InlineData("5-4")]
    [InlineData("1-2-3")]
    [InlineData("a-b")]
    [InlineData("0-9223372036854775807")]
    [InlineData("9223372036854775808-")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(RangeArgument.TryParse(text, out _));
}
