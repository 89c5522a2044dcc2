namespace ResilientStorage.Cli.Errors;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("avatars/42.webp", true, "avatars/42.webp")]
    [InlineData("여행 사진 😀.txt", true, "\"여행 사진 😀.txt\"")]
    [InlineData("a$(reboot)", false, "a")]
    [InlineData("my photos/`reboot`", false, "\"my photos/\"")]
    [InlineData("a;b", false, "a")]
    [InlineData("a'b", false, "a")]
    [InlineData("a\"b", false, "a")]
    [InlineData("100%", false, "100")]
    [InlineData("a\\b", false, "a")]
    [InlineData("a\u202Eb", false, "a")]
    [InlineData("--deleted", false, "")]
    [InlineData("~root", false, "")]
    public void TryWrite_Key_WritesNothingThatAShellCouldTakeForMoreThanText(string key, bool isWhole, string expected) =>
        Assert.Equal((isWhole, expected), (ShellWords.TryWrite(key, out var word), word));

    [Theory]
    [InlineData("a b", "'resilient-storage show \"a b\"' tells")]
    [InlineData("a$(reboot)", "'resilient-storage list a' lists it")]
    [InlineData("$(reboot)", "'resilient-storage list' lists it")]
    public void Of_LostResource_NamesACommandThatIsSafeToPaste(string key, string expected)
    {
        var message = ErrorDescription.Of(new ResourceLostException(key, "Lost.", [])).Message;

        Assert.StartsWith("Lost. " + expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("reboot", message, StringComparison.Ordinal);
    }
}
