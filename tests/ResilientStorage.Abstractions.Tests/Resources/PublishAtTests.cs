namespace ResilientStorage.Abstractions.Tests.Resources;

public sealed class PublishAtTests
{
    [Fact]
    public void None_Always_HasNoKey()
    {
        Assert.Null(PublishAt.None.ObjectKey);
    }

    [Fact]
    public void Key_ValidKey_HoldsIt()
    {
        Assert.Equal("logo.svg", PublishAt.Key("logo.svg").ObjectKey);
        Assert.Equal(PublishAt.Key("logo.svg"), PublishAt.Key("logo.svg"));
        Assert.NotEqual(PublishAt.None, PublishAt.Key("logo.svg"));
    }

    [Fact]
    public void Key_KeyAgainstTheRules_ThrowsWithTheRule()
    {
        var error = Assert.Throws<ArgumentException>(() => PublishAt.Key("/logo.svg"));
        Assert.Equal("objectKey", error.ParamName);
        Assert.Contains("begins with '/'", error.Message, StringComparison.Ordinal);
    }
}
