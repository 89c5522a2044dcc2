namespace ResilientStorage.Cli.Output;

public sealed class SingleLineTests
{
    [Theory]
    [InlineData("plain 한글 😀", "plain 한글 😀")]
    [InlineData("two\nlines", "two lines")]
    [InlineData("\u001b[31mred\a", @"\x1B[31mred\x07")]
    public void Of_Text_ShowsControlsInsteadOfObeyingThem(string text, string expected) => Assert.Equal(expected, SingleLine.Of(text));
}
