namespace ResilientStorage.Cli.Puts;

public sealed class ContentTypesTests
{
    [Theory]
    [InlineData("a.WEBP", "image/webp")]
    [InlineData("dir.png/a.json", "application/json")]
    [InlineData("a.unknown", "application/octet-stream")]
    [InlineData("none", "application/octet-stream")]
    public void Guess_Path_GoesByExtension(string path, string expected) => Assert.Equal(expected, ContentTypes.Guess(path));
}
