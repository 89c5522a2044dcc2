using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Tests;

public sealed class BlockBytesTests
{
    [Fact]
    public void Write_OneValue_IsLittleEndian() => Assert.Equal([0x04, 0x03, 0x02, 0x01], BlockBytes.Write([0x01020304]));

    [Theory]
    [InlineData()]
    [InlineData(0u)]
    [InlineData(1u, uint.MaxValue, 7u)]
    public void Read_WhatWasWritten_IsEqual(params uint[] values) => Assert.Equal(values, BlockBytes.Read(BlockBytes.Write(values)));

    [Fact]
    public void Read_CutValue_IsAFormatError() => Assert.Throws<FormatException>(() => BlockBytes.Read([1, 2, 3, 4, 5]));
}
