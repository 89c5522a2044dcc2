using System.Text;
using System.Text.RegularExpressions;

namespace ResilientStorage.Abstractions.Tests.Resources;

public sealed partial class ResourceKeyTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("avatars/42.webp")]
    [InlineData("a/b/c/d")]
    [InlineData(".hidden")]
    [InlineData("...")]
    [InlineData("a/..b/c..")]
    [InlineData("a b/ c ")]
    [InlineData("CON")]
    [InlineData("a:b*c?d\"e<f>g|h")]
    [InlineData("\u00E9\u0301\uFF5E\U0001F600")]
    [InlineData("\u00A0\u200B\uFEFF")]
    public void IsValid_KeyThatKeepsTheRules_ReturnsTrue(string key)
    {
        Assert.True(ResourceKey.IsValid(key, out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData(null, "The resource key is empty.")]
    [InlineData("", "The resource key is empty.")]
    [InlineData("/a", "The resource key begins with '/'; leave it out.")]
    [InlineData("/", "The resource key begins with '/'; leave it out.")]
    [InlineData("a//b", "The resource key has an empty segment ('//' or a '/' at the end).")]
    [InlineData("a/", "The resource key has an empty segment ('//' or a '/' at the end).")]
    [InlineData(".", "The resource key has the segment '.'.")]
    [InlineData("..", "The resource key has the segment '..'.")]
    [InlineData("a/./b", "The resource key has the segment '.'.")]
    [InlineData("../a", "The resource key has the segment '..'.")]
    [InlineData("a/..", "The resource key has the segment '..'.")]
    [InlineData("a\\b", "The resource key has a backslash at position 1; segments are parted by '/'.")]
    [InlineData("a\u0000", "The resource key has the control character U+0000 at position 1.")]
    [InlineData("\u001Fa", "The resource key has the control character U+001F at position 0.")]
    [InlineData("ab\u007F", "The resource key has the control character U+007F at position 2.")]
    [InlineData("a\u0085", "The resource key has the control character U+0085 at position 1.")]
    [InlineData("a\u009F", "The resource key has the control character U+009F at position 1.")]
    public void IsValid_KeyThatBreaksARule_NamesTheRule(string? key, string expected)
    {
        Assert.False(ResourceKey.IsValid(key, out var problem));
        Assert.Equal(expected, problem);
    }

    // Lone surrogates are made here: attribute arguments are stored as UTF-8, which cannot hold them.
    public static TheoryData<int[], int> LoneSurrogates => new()
    {
        { [0xD83D], 0 },
        { [0xDE00], 0 },
        { ['a', 0xD83D], 1 },
        { ['a', 0xD83D, 'b'], 1 },
        { ['a', 0xDE00, 0xD83D], 1 },
        { [0xD83D, 0xDE00, 0xDE00], 2 },
    };

    [Theory]
    [MemberData(nameof(LoneSurrogates))]
    public void IsValid_LoneSurrogate_NamesItsPosition(int[] chars, int position)
    {
        var key = new string([.. chars.Select(static c => (char)c)]);

        Assert.False(ResourceKey.IsValid(key, out var problem));
        Assert.Equal($"The resource key has a lone surrogate at position {position}, which no UTF-8 text can hold.", problem);
    }

    [Theory]
    [InlineData("a", 900)]
    [InlineData("\u00E9", 450)]
    [InlineData("\uFF5E", 300)]
    [InlineData("\U0001F600", 225)]
    public void IsValid_900BytesAnd901_StandOnBothSidesOfTheBoundary(string character, int count)
    {
        var longest = string.Concat(Enumerable.Repeat(character, count));
        Assert.Equal(ResourceKey.MaxBytes, Encoding.UTF8.GetByteCount(longest));

        Assert.True(ResourceKey.IsValid(longest, out _));
        Assert.False(ResourceKey.IsValid(longest + "a", out var problem));
        Assert.Equal("The resource key has 901 bytes of UTF-8; at most 900 are allowed.", problem);
    }

    [Fact]
    public void ThrowIfInvalid_Null_ThrowsArgumentNullWithTheName()
    {
        var error = Assert.Throws<ArgumentNullException>(() => ResourceKey.ThrowIfInvalid(null, "photo"));
        Assert.Equal("photo", error.ParamName);
    }

    [Fact]
    public void ThrowIfInvalid_BrokenRule_ThrowsWithTheRuleAndTheName()
    {
        var error = Assert.Throws<ArgumentException>(() => ResourceKey.ThrowIfInvalid("a//b", "photo"));
        Assert.Equal("photo", error.ParamName);
        Assert.StartsWith("The resource key has an empty segment ('//' or a '/' at the end). Resource keys look like 'avatars/42.webp'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ThrowIfInvalid_ValidKey_DoesNotThrow()
    {
        Assert.Null(Record.Exception(() => ResourceKey.ThrowIfInvalid("avatars/42.webp", "photo")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void IsValid_AnyText_AgreesWithTheRulesStatedOverCodePoints(int seed)
    {
        var random = new Random(seed);
        var valid = 0;
        const int Rounds = 20_000;
        for (var round = 0; round < Rounds; round++)
        {
            var key = TrickyText.Next(random, maxLength: round % 100 == 0 ? 950 : 8);

            var expected = KeepsTheRules(key);
            Assert.True(expected == ResourceKey.IsValid(key, out _), $"Seed {seed}, round {round}: {TrickyText.Show(key)} should be {(expected ? "valid" : "invalid")}.");
            valid += expected ? 1 : 0;
        }

        // Both answers have to be common, or the comparison says little.
        Assert.InRange(valid, Rounds / 20, Rounds * 19 / 20);
    }

    private static bool KeepsTheRules(string key)
    {
        var bytes = 0;
        for (var i = 0; i < key.Length; i++)
        {
            int code = key[i];
            if (code is >= 0xD800 and <= 0xDBFF && i + 1 < key.Length && key[i + 1] is >= '\uDC00' and <= '\uDFFF')
            {
                bytes += 4;
                i++;
                continue;
            }

            if (code is (>= 0xD800 and <= 0xDFFF) or < 0x20 or (>= 0x7F and <= 0x9F) or 0x5C)
            {
                return false;
            }

            bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
        }

        return bytes is >= 1 and <= 900 && !BadSegment().IsMatch(key);
    }

    [GeneratedRegex(@"(\A|/)\.{0,2}(/|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex BadSegment();
}
