using System.Text.Json;

namespace ResilientStorage.Cli.Output;

public sealed class ReadableJsonTests
{
    [Theory]
    [InlineData("""{"a":"\uD83D\uDE00 \uD83D\uDE00"}""", """{"a":"😀 😀"}""")]
    [InlineData("""{"a":"\\uD83D\\uDE00"}""", """{"a":"\\uD83D\\uDE00"}""")]
    [InlineData("""{"a":"\\\uD83D\uDE00"}""", """{"a":"\\😀"}""")]
    [InlineData("""{"a":"\uD83D"}""", """{"a":"\uD83D"}""")]
    [InlineData("""{"a":"\u0001\uD83D\uDE00\n"}""", """{"a":"\u0001😀\n"}""")]
    public void Of_Json_KeepsItsMeaning(string json, string expected)
    {
        var readable = ReadableJson.Of(json);

        Assert.Equal(expected, readable);
        using var document = JsonDocument.Parse(readable);
    }
}
