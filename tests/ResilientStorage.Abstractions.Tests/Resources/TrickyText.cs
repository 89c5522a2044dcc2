namespace ResilientStorage.Abstractions.Tests.Resources;

/// <summary>Makes text in which the characters that rules and orders stumble over are common.</summary>
internal static class TrickyText
{
    private static readonly string[] Pieces =
    [
        "a", "b", "z", "A", ".", "..", "/", "\u00E9", "\u07FF", "\u0800", "\uD7FF", "\uE000", "\uFF5E", "\uFFFF",
        "\U00010000", "\U0001F600", "\U0010FFFF", "e\u0301", "a/", "/b", "ab", "0", " ",
    ];

    private static readonly char[] Breakers = ['\u0000', '\u001F', '\u007F', '\u0080', '\u009F', '\\', '\uD83D', '\uDE00', '\uDBFF', '\uDC00'];

    public static string Next(Random random, int maxLength, bool withBreakers = true)
    {
        var text = new System.Text.StringBuilder();
        for (var count = random.Next(maxLength + 1); count > 0; count--)
        {
            if (withBreakers && random.Next(40) == 0)
            {
                text.Append(Breakers[random.Next(Breakers.Length)]);
            }
            else
            {
                text.Append(Pieces[random.Next(Pieces.Length)]);
            }
        }

        return text.ToString();
    }

    public static string Show(string text) => string.Join(' ', text.Select(static c => $"{(int)c:X4}"));
}
