using Amazon.S3;
using Amazon.S3.Model;
using ResilientStorage.Conformance.Meta;
using ResilientStorage.Stores;

namespace ResilientStorage.Conformance.Stores;

/// <summary>Removals in a bucket that keeps versions, where a plain delete only hides the bytes.</summary>
[NeedsServer(S3TestServer.Main)]
public sealed class S3VersionedBucketTests : S3BucketTest
{
    [Fact]
    public async Task DeleteAsync_SeveralVersionsAndMarkers_LeavesNothingOfExactlyTheKey()
    {
        await S3TestServer.KeepVersionsAsync(Client, Bucket, VersionStatus.Enabled);
        var store = Store();
        await PutAsync(store, "a", "1");
        await PutAsync(store, "a", "2");
        await Client.DeleteObjectAsync(Bucket, "a");
        await PutAsync(store, "a", "3");
        await PutAsync(store, "ab");
        await PutAsync(store, "a/b");

        var answers = await store.DeleteAsync([new ObjectToDelete("a"), new ObjectToDelete("never-there")]);

        Assert.All(answers, static answer => Assert.True(answer.IsDeleted, answer.Error?.Message));
        Assert.Equal(["a/b", "ab"], await VersionsAsync());
    }

    [Fact]
    public async Task PutAsync_VersionedBucket_TellsTheProvidersVersion()
    {
        await S3TestServer.KeepVersionsAsync(Client, Bucket, VersionStatus.Enabled);
        var store = Store();

        var stored = await PutAsync(store, "key");

        Assert.False(string.IsNullOrEmpty(stored.ProviderVersionId));
        Assert.Equal(stored.ProviderVersionId, (await store.FindAsync("key"))!.ProviderVersionId);
    }

    [Fact]
    public async Task DeleteAsync_VersionsSwitchedOnAfterTheStoreAsked_LeavesNothing()
    {
        var store = Store();
        await PutAsync(store, "a");
        Assert.True((await store.DeleteAsync([new ObjectToDelete("a")]))[0].IsDeleted);

        await S3TestServer.KeepVersionsAsync(Client, Bucket, VersionStatus.Enabled);
        await PutAsync(store, "b", "1");
        await PutAsync(store, "b", "2");
        Assert.True((await store.DeleteAsync([new ObjectToDelete("b")]))[0].IsDeleted);

        Assert.Empty(await VersionsAsync());
    }

    [Fact]
    public async Task DeleteAsync_VersionsSuspended_RemovesOldOnesToo()
    {
        await S3TestServer.KeepVersionsAsync(Client, Bucket, VersionStatus.Enabled);
        var store = Store();
        await PutAsync(store, "a", "1");
        await S3TestServer.KeepVersionsAsync(Client, Bucket, VersionStatus.Suspended);
        await PutAsync(store, "a", "2");

        Assert.True((await store.DeleteAsync([new ObjectToDelete("a")]))[0].IsDeleted);

        Assert.Empty(await VersionsAsync());
    }

    [Fact]
    public async Task DeleteAsync_MoreVersionsThanAPage_LeavesNothing()
    {
        await S3TestServer.KeepVersionsAsync(Client, Bucket, VersionStatus.Enabled);
        var store = Store();
        foreach (var some in Enumerable.Range(0, 1_010).Chunk(50))
        {
            await Task.WhenAll(some.Select(n => PutAsync(store, "a", $"{n}")));
        }

        Assert.True((await store.DeleteAsync([new ObjectToDelete("a")]))[0].IsDeleted);

        Assert.Empty(await VersionsAsync());
    }

    private async Task<List<string>> VersionsAsync() =>
        [.. ((await Client.ListVersionsAsync(new ListVersionsRequest { BucketName = Bucket })).Versions ?? []).Select(static version => version.Key)];
}
