using ResilientStorage.Ledger;

namespace ResilientStorage.Abstractions.Tests.Ledger;

public sealed class BlockChecksumsTests
{
    private static readonly BlockChecksums Blocks = new(10, new uint[] { 100, 0, 102 });

    [Theory]
    [InlineData(10, 100)]
    [InlineData(11, 0)]
    [InlineData(12, 102)]
    public void TryGet_BlockWithin_FindsItsValue(int block, uint expected)
    {
        Assert.True(Blocks.TryGet(block, out var checksum));
        Assert.Equal(expected, checksum);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(13)]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public void TryGet_OtherBlock_ReturnsFalse(int block)
    {
        Assert.False(Blocks.TryGet(block, out var checksum));
        Assert.Equal(0u, checksum);
    }

    [Fact]
    public void None_AnyBlock_IsNotThere()
    {
        Assert.False(BlockChecksums.None.TryGet(0, out _));
    }

    [Fact]
    public void MaxPerLoad_Always_Is64KiBOfValues()
    {
        Assert.Equal(64 * 1024, BlockChecksums.MaxPerLoad * 4);
    }
}
