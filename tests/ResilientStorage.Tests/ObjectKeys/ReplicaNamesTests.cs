namespace ResilientStorage.ObjectKeys;

public sealed class ReplicaNamesTests
{
    private static readonly VersionId Version = VersionId.Parse("01937d3c-5b6a-7cc0-9e2b-0123456789ab");

    [Theory]
    [InlineData("a.webp")]
    [InlineData("avatars/42.webp")]
    [InlineData("albums.2026/cover")]
    [InlineData("archive.tar.gz")]
    [InlineData("folder/.profile")]
    [InlineData("ends.")]
    [InlineData("ü b+c.txt")]
    [InlineData("01937d3c-0000-7000-8000-000000000001")]
    [InlineData("a.01937d3c-0000-7000-8000-000000000001.txt")]
    public void FindVersion_NameOfALayout_IsItsVersion(string resourceKey)
    {
        Assert.Equal(Version, ReplicaNames.FindVersion(new VersionedLayout().NameOf(resourceKey, Version)));
        Assert.Equal(Version, ReplicaNames.FindVersion(new OpaqueLayout(Guid.NewGuid()).NameOf(resourceKey, Version)));
        Assert.Equal(Version, ReplicaNames.FindVersion("prefix/" + new VersionedLayout().NameOf(resourceKey, Version)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("a.jpg")]
    [InlineData("a/b.c/d")]
    [InlineData("01937d3c-5b6a-7cc0-9e2b-0123456789ab/a.jpg")]
    [InlineData("a.01937d3c-5b6a-7cc0-9e2b-0123456789ab.tar.gz")]
    [InlineData("a.01937d3c5b6a7cc09e2b0123456789ab.jpg")]
    public void FindVersion_AnyOtherName_IsNone(string objectKey) => Assert.Null(ReplicaNames.FindVersion(objectKey));
}
