using System.Text;

namespace ResilientStorage.Abstractions.Tests.Resources;

public sealed class Utf8ByteOrderComparerTests
{
    private static readonly Utf8ByteOrderComparer Comparer = Utf8ByteOrderComparer.Instance;

    [Fact]
    public void Compare_CharacterAboveTheBmp_SortsAfterTheBmpUnlikeUtf16()
    {
        Assert.True(Comparer.Compare("\uFF5E", "\U0001F600") < 0);
        Assert.True(string.CompareOrdinal("\uFF5E", "\U0001F600") > 0);
    }

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData(null, "", -1)]
    [InlineData("", null, 1)]
    [InlineData("", "", 0)]
    [InlineData("", "a", -1)]
    [InlineData("a", "ab", -1)]
    [InlineData("a/b", "a.b", 1)]
    [InlineData("a", "A", 1)]
    [InlineData("\u00E9", "e\u0301", 1)]
    [InlineData("\U0001F600", "\U0001F601", -1)]
    [InlineData("x\U0001F600", "x\uE000", 1)]
    public void Compare_Pair_HasTheSign(string? x, string? y, int sign)
    {
        Assert.Equal(sign, Math.Sign(Comparer.Compare(x, y)));
        Assert.Equal(-sign, Math.Sign(Comparer.Compare(y, x)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Compare_AnyWellFormedText_AgreesWithTheBytes(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 20_000; round++)
        {
            var x = TrickyText.Next(random, maxLength: 4, withBreakers: false);
            var y = random.Next(2) == 0 ? TrickyText.Next(random, maxLength: 4, withBreakers: false) : x + TrickyText.Next(random, maxLength: 2, withBreakers: false);

            var expected = Math.Sign(Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y)));
            Assert.True(expected == Math.Sign(Comparer.Compare(x, y)), $"Seed {seed}, round {round}: {TrickyText.Show(x)} against {TrickyText.Show(y)} should be {expected}.");
        }
    }
}
