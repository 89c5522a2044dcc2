using System.Globalization;

namespace ResilientStorage.Abstractions.Tests.Resources;

public sealed class VersionIdTests
{
    private const string Example = "01937d3c-5b6a-7cc0-9e2b-0123456789ab";
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Create_TimeAndRandomBytes_PutsThemWhereRfc9562Says()
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(0x017F22E279B0);
        byte[] random = [0xFC, 0xC3, 0xD8, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F];

        // The test vector of RFC 9562, appendix A.6; the bits under version and variant are set on purpose, to be overwritten.
        Assert.Equal("017f22e2-79b0-7cc3-98c4-dc0c0c07398f", VersionId.Create(time, random).ToString());
    }

    [Theory]
    [InlineData(0x00, "00000000-0000-7000-8000-000000000000")]
    [InlineData(0xFF, "00000000-0000-7fff-bfff-ffffffffffff")]
    public void Create_ExtremeRandomBytes_KeepsVersionAndVariant(byte fill, string expected)
    {
        Assert.Equal(expected, VersionId.Create(DateTimeOffset.UnixEpoch, Enumerable.Repeat(fill, 10).ToArray()).ToString());
    }

    [Fact]
    public void Create_AnyTime_IsReadAsVersion7ByThePlatform()
    {
        var id = VersionId.Create(Noon, new byte[10]);

        Assert.Equal(7, id.Value.Version);
        Assert.InRange(id.Value.Variant, 8, 11);
        Assert.Equal(Guid.CreateVersion7(Noon).ToString("D", CultureInfo.InvariantCulture)[..13], id.ToString()[..13]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(11)]
    public void Create_OtherThanTenRandomBytes_Throws(int length)
    {
        var error = Assert.Throws<ArgumentException>(() => VersionId.Create(Noon, new byte[length]));
        Assert.Equal("random", error.ParamName);
        Assert.Contains($"not {length}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_LaterMillisecond_SortsLater()
    {
        var earlier = VersionId.Create(Noon, Enumerable.Repeat((byte)0xFF, 10).ToArray());
        var later = VersionId.Create(Noon.AddMilliseconds(1), new byte[10]);

        Assert.True(earlier < later);
        Assert.True(later > earlier);
        Assert.True(earlier <= later);
        Assert.False(earlier >= later);
    }

    [Fact]
    public void CompareTo_AnyTwoIds_IsTheOrderOfTheirTexts()
    {
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var (x, y) = (Next(random), Next(random));
            Assert.Equal(Math.Sign(string.CompareOrdinal(x.ToString(), y.ToString())), Math.Sign(x.CompareTo(y)));
        }
    }

    [Fact]
    public void Parse_TextOfAnyId_IsTheId()
    {
        var random = new Random(8);
        for (var round = 0; round < 1_000; round++)
        {
            var id = Next(random);
            Assert.Equal(id, VersionId.Parse(id.ToString()));
            Assert.Equal(VersionId.TextLength, id.ToString().Length);
        }
    }

    [Fact]
    public void ToString_UpperCaseInput_IsLowerCase()
    {
        Assert.Equal(Example, VersionId.Parse(Example.ToUpperInvariant()).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("01937d3c5b6a7cc09e2b0123456789ab")]
    [InlineData("{01937d3c-5b6a-7cc0-9e2b-0123456789ab}")]
    [InlineData("01937d3c-5b6a-7cc0-9e2b-0123456789a")]
    [InlineData("01937d3c-5b6a-7cc0-9e2b-0123456789abc")]
    [InlineData("01937d3c-5b6a-7cc0-9e2b-0123456789ag")]
    public void Parse_OtherText_IsRefused(string text)
    {
        Assert.False(VersionId.TryParse(text, null, out var id));
        Assert.Equal(default, id);
        var error = Assert.Throws<FormatException>(() => VersionId.Parse(text));
        Assert.Contains($"'{text}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => VersionId.Parse(null!));
        Assert.False(VersionId.TryParse((string?)null, null, out _));
    }

    [Fact]
    public void Equals_SameAndOtherId_TellsThemApart()
    {
        var id = VersionId.Parse(Example);
        var same = new VersionId(id.Value);
        var other = VersionId.Parse(Example[..^1] + "c");

        Assert.True(id == same);
        Assert.False(id != same);
        Assert.True(id.Equals((object)same));
        Assert.Equal(id.GetHashCode(), same.GetHashCode());
        Assert.True(id != other);
        Assert.False(id.Equals((object)other));
        Assert.False(id.Equals(Example));
        Assert.Equal(0, id.CompareTo(same));
    }

    private static VersionId Next(Random random)
    {
        // Few distinct bytes, so that ids often differ late or not at all.
        Span<byte> bytes = stackalloc byte[16];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = random.Next(8) == 0 ? (byte)(random.Next(2) * 0xFF) : (byte)0x7F;
        }

        return new VersionId(new Guid(bytes, bigEndian: true));
    }
}
