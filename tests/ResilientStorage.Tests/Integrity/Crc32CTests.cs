using System.Text;

namespace ResilientStorage.Integrity;

public sealed class Crc32CTests
{
    [Fact]
    public void Of_VectorsOfRfc3720_TheirChecksums()
    {
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Of(Enumerable.Repeat((byte)0xFF, 32).ToArray()));
        Assert.Equal(0x46DD794Eu, Crc32C.Of(Enumerable.Range(0, 32).Select(static i => (byte)i).ToArray()));
        Assert.Equal(0xE3069283u, Crc32C.Of(Encoding.ASCII.GetBytes("123456789")));
        Assert.Equal(0u, Crc32C.Of([]));
    }

    [Fact]
    public void Append_CutAnywhere_SameAsTheWhole()
    {
        var bytes = TestContent.Bytes(100);
        var whole = Crc32C.Of(bytes);

        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var crc = default(Crc32C);
            crc.Append(bytes.AsSpan(0, cut));
            crc.Append(bytes.AsSpan(cut));
            Assert.Equal(whole, crc.Value);
        }
    }
}
