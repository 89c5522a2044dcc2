namespace ResilientStorage.Invalidation.CloudFront.Catalog;

public sealed class ExceptionTagValueTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("immutable/", "immutable/")]
    [InlineData("immutable/ fonts/v-1.2/", "immutable/|fonts/v-1.2/")]
    [InlineData("immutable/:fonts/:@a=b_c+d", "immutable/|fonts/|@a=b_c+d")]
    [InlineData("  /immutable/*   /fonts/* : //img ", "immutable/|fonts/|img")]
    [InlineData("a a /a a*", "a")]
    [InlineData("A a", "A|a")]
    public void Parse_Value_GivesTheBeginningsOfKeys(string value, string expected) => Assert.Equal(expected, string.Join('|', ExceptionTagValue.Parse(value)));

    [Theory]
    [InlineData("/")]
    [InlineData("*")]
    [InlineData("/* : /")]
    [InlineData("\t\n")]
    public void Parse_WhatWouldBeEveryKey_GivesNone(string value) => Assert.Empty(ExceptionTagValue.Parse(value));
}
