using ResilientStorage.Configuration;
using ResilientStorage.Testing;
using ResilientStorage.Uploads;

namespace ResilientStorage.ObjectKeys;

public sealed class ObjectKeyLayoutTests
{
    private const string Id = "0193c0de-0000-7000-8000-0000000000ab";
    private static readonly VersionId Version = VersionId.Parse(Id);

    [Theory]
    [InlineData("avatars/42.webp", "avatars/42." + Id + ".webp")]
    [InlineData("archive.tar.gz", "archive.tar." + Id + ".gz")]
    [InlineData("noextension", "noextension." + Id)]
    [InlineData(".profile", ".profile." + Id)]
    [InlineData("a.b/noextension", "a.b/noextension." + Id)]
    [InlineData("a.b/.profile", "a.b/.profile." + Id)]
    [InlineData("ends.", "ends." + Id + ".")]
    [InlineData("写真/größe.jpg", "写真/größe." + Id + ".jpg")]
    public void Versioned_AnyKey_VersionBeforeTheLastExtensionAndRecognised(string key, string expected)
    {
        var layout = new VersionedLayout();

        Assert.Equal(expected, layout.NameOf(key, Version));
        Assert.True(layout.CouldHaveMade(expected));
    }

    [Theory]
    [InlineData("avatars/42.webp")]
    [InlineData(Id)]
    [InlineData("x/" + Id)]
    [InlineData(Id + ".webp")]
    [InlineData("a.0193c0de.webp")]
    [InlineData("a." + Id + "x.webp")]
    public void Versioned_OtherKeys_NotItsOwn(string key) => Assert.False(new VersionedLayout().CouldHaveMade(key));

    [Fact]
    public void Versioned_LongestKey_FitsIntoS3sLimit()
    {
        var name = new VersionedLayout().NameOf(new string('k', ResourceKey.MaxBytes), Version);

        Assert.Equal(ResourceKey.MaxBytes + VersionId.TextLength + 1, name.Length);
    }

    [Fact]
    public void Versioned_TwoKeysThatWouldMeet_DifferentNames()
    {
        var layout = new VersionedLayout();
        string[] keys = ["a", "a.", ".a", "a.b", "a.b.c", "a/b", "a.b/c", "a.b/.c"];

        Assert.Equal(keys.Length, keys.Select(key => layout.NameOf(key, Version)).Distinct().Count());
    }

    [Fact]
    public void Opaque_AnyKey_NoTraceOfItAndRecognised()
    {
        var layout = new OpaqueLayout(new Guid("deadbeef-0000-0000-0000-000000000000"));

        var name = layout.NameOf("people/jane.jpg", Version);

        Assert.Equal($"deadbeef/ab/{Id}", name);
        Assert.True(layout.CouldHaveMade(name));
        Assert.False(layout.CouldHaveMade("people/jane.jpg"));
        Assert.False(layout.CouldHaveMade($"a/b/c/{Id}"));
    }

    [Fact]
    public async Task Opaque_Upload_StoredAndReadBack()
    {
        await using var test = Small.Storage(static options => options.ObjectKeyLayout = ObjectKeyLayout.Opaque);

        var resource = await test.Storage.UploadAsync("people/jane.jpg", new byte[] { 1 });

        Assert.DoesNotContain("jane", resource.ObjectKey, StringComparison.Ordinal);
        Assert.Equal(new byte[] { 1 }, test.Backup.ReadBytes(resource.ObjectKey));
        Assert.Equal(new byte[] { 1 }, await test.Storage.ReadAllBytesAsync("people/jane.jpg"));
        await Assert.ThrowsAsync<ArgumentException>(() => test.Storage.UploadAsync("b", new byte[1], new UploadOptions { PublishAt = PublishAt.Key($"deadbeef/ab/{Id}") }));
        Assert.DoesNotContain(test.MainFaults.Calls, static call => call.Operation == StoreOperation.Delete);
    }
}
