using ResilientStorage.Stores;

namespace ResilientStorage.Abstractions.Tests.Stores;

public sealed class PresignedRequestTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 20, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("00:00:00.999")]
    [InlineData("00:00:01.5")]
    [InlineData("-00:15:00")]
    [InlineData("7.00:00:01")]
    public void Lifetime_OutOfRange_SaysTheRule(string lifetime)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new PresignGetOptions { Lifetime = TimeSpan.Parse(lifetime, System.Globalization.CultureInfo.InvariantCulture) });

        Assert.Contains("1 second to 7 days, in whole seconds", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:01")]
    [InlineData("7.00:00:00")]
    public void Lifetime_AtTheEndsOfTheRange_IsTaken(string lifetime)
    {
        var span = TimeSpan.Parse(lifetime, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(span, (new PresignPutOptions { Length = 1 } with { Lifetime = span }).Lifetime);
    }

    [Fact]
    public void Lifetime_NotSet_IsFifteenMinutes() => Assert.Equal(TimeSpan.FromMinutes(15), new PresignPostOptions { MaxLength = 1 }.Lifetime);

    [Fact]
    public void ToString_Request_HasNeitherQueryNorHeaders()
    {
        var request = new PresignedRequest { Url = new Uri("https://store.example/a%20b?X-Amz-Signature=secret"), Method = "PUT", Headers = [new("x-amz-meta-a", "value")], ExpiresAt = Time };

        Assert.Equal("PUT https://store.example/a%20b (presigned until 2026-11-20 15:00:00Z)", request.ToString());
    }

    [Fact]
    public void ToString_Form_HasNoFields()
    {
        var form = new PresignedPost { Url = new Uri("https://store.example/bucket/"), Fields = [new("x-amz-signature", "secret")], ExpiresAt = Time };

        Assert.Equal("POST https://store.example/bucket/ (presigned until 2026-11-20 15:00:00Z)", form.ToString());
    }
}
