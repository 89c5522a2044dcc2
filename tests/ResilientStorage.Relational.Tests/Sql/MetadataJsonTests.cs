using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Tests;

public sealed class MetadataJsonTests
{
    [Fact]
    public void Write_None_IsNull() => Assert.Null(MetadataJson.Write(new Dictionary<string, string>()));

    [Fact]
    public void Read_Null_IsNone() => Assert.Empty(MetadataJson.Read(null));

    [Fact]
    public void Read_WhatWasWritten_IsEqual()
    {
        var metadata = new Dictionary<string, string> { ["title"] = "größer \"als\" 😀", ["empty"] = "" };

        Assert.Equal(metadata, MetadataJson.Read(MetadataJson.Write(metadata)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[1")]
    [InlineData("""{"a":1}""")]
    public void Read_WhatWeNeverWrite_IsAFormatError(string json) => Assert.Throws<FormatException>(() => MetadataJson.Read(json));
}
