using ResilientStorage.Stores;

namespace ResilientStorage.Abstractions.Tests.Stores;

public sealed class StorePlaceTests
{
    private static readonly StorePlace Place = new("s3", "https://sgp1.example.com", "photos", "a");

    // Prefixes nest by plain text: listing 'a' would list what lies under 'ab' too.
    [Theory]
    [InlineData("a", true)]
    [InlineData("", true)]
    [InlineData("ab", true)]
    [InlineData("a/b/", true)]
    [InlineData("b", false)]
    [InlineData("A", false)]
    public void Overlaps_SameBucket_DependsOnThePrefix(string prefix, bool expected)
    {
        var other = Place with { Prefix = prefix };

        Assert.Equal(expected, Place.Overlaps(other));
        Assert.Equal(expected, other.Overlaps(Place));
    }

    [Fact]
    public void Overlaps_OtherKindEndpointOrBucket_IsFalse()
    {
        Assert.False(Place.Overlaps(Place with { Kind = "file-system" }));
        Assert.False(Place.Overlaps(Place with { Endpoint = "https://ams1.example.com" }));
        Assert.False(Place.Overlaps(Place with { Bucket = "Photos" }));
    }

    [Fact]
    public void Overlaps_EndpointInOtherCase_IsTheSameEndpoint()
    {
        Assert.True(Place.Overlaps(Place with { Endpoint = "HTTPS://SGP1.example.com" }));
    }

    [Fact]
    public void Overlaps_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => Place.Overlaps(null!));
    }

    [Fact]
    public void ToString_WithAndWithoutEndpointAndPrefix_NamesWhatThereIs()
    {
        Assert.Equal("s3 https://sgp1.example.com photos prefix a", Place.ToString());
        Assert.Equal("file-system photos", new StorePlace("file-system", "", "photos").ToString());
    }
}
