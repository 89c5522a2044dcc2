using Amazon.S3.Model;
using ResilientStorage.Conformance.Meta;
using ResilientStorage.Stores;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Conformance.Stores;

/// <summary>What the real gateway makes of settings that AWS knows, and the tags of its buckets.</summary>
[NeedsServer(S3TestServer.Main)]
public sealed class S3SettingsOnCephTests : S3BucketTest
{
    [Fact]
    public async Task StorageClass_OfTheCluster_IsThatOfTheObject()
    {
        var store = Store(static options => options.StorageClass = "STANDARD");
        await PutAsync(store, "put");
        var upload = await store.BeginMultipartAsync("parts", 5 << 20, new PutObjectOptions());
        await store.CopyAsync("put", "copy", new PutObjectOptions());

        await store.AbortMultipartAsync(upload);
        Assert.Equal(["STANDARD", "STANDARD"], (await Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket })).S3Objects.Select(static item => item.StorageClass.Value));
    }

    [Fact]
    public async Task StorageClass_Unknown_IsInvalidRequest() => await RefusedAsync(Store(static options => options.StorageClass = "STANDARD_IA"));

    [Theory]
    [InlineData(S3ServerSideEncryption.Aes256)]
    [InlineData(S3ServerSideEncryption.Kms)]
    public async Task ServerSideEncryption_GatewayWithoutKeysOrTls_IsInvalidRequest(S3ServerSideEncryption encryption) =>
        await RefusedAsync(Store(options => options.ServerSideEncryption = encryption));

    [Fact]
    public async Task ExpectedBucketOwner_OfAnother_IsIgnoredByCeph16()
    {
        // AWS refuses with 403. The documents say so.
        var store = Store(static options => options.ExpectedBucketOwner = "123456789012");

        Assert.NotNull((await PutAsync(store, "key")).ETag);
    }

    [Fact]
    public async Task PutAsync_SmallObjectRefused_LeavesTheConnectionInStep()
    {
        // The gateway took the body of a request that it had refused for the beginning of the next one: 400 or 405 for a request that was fine.
        var refused = Server.Profile(Bucket);
        refused.Options.StorageClass = "NO_SUCH_CLASS";
        using var refusing = new S3ObjectStore(Client, refused, TimeProvider.System);
        using var fine = new S3ObjectStore(Client, Server.Profile(Bucket), TimeProvider.System);
        foreach (var length in Enumerable.Repeat<int[]>([1, 100, 1_000, 1_024, 1_025], 10).SelectMany(static lengths => lengths))
        {
            Assert.Equal(StorageErrorKind.InvalidRequest, (await Assert.ThrowsAsync<StorageException>(() => PutAsync(refusing, "key", new string('x', length)))).Kind);

            Assert.NotNull((await PutAsync(fine, "key", new string('y', length))).ETag);
        }
    }

    [Fact]
    public async Task ReadBucketTagsAsync_None_IsEmpty() => Assert.Empty(await Assert.IsAssignableFrom<IBucketTagStore>(Store()).ReadBucketTagsAsync());

    [Fact]
    public async Task ReadBucketTagsAsync_Some_GivesThem()
    {
        await Client.PutBucketTaggingAsync(new PutBucketTaggingRequest { BucketName = Bucket, TagSet = [new Tag { Key = "exceptionPaths", Value = "/a/* /b c" }, new Tag { Key = "team", Value = "" }] });

        Assert.Equal([("exceptionPaths", "/a/* /b c"), ("team", "")], (await Store().ReadBucketTagsAsync()).Select(static tag => (tag.Key, tag.Value)).Order());
    }

    [Fact]
    public async Task ReadBucketTagsAsync_NoBucket_IsUnavailable()
    {
        var error = await Assert.ThrowsAsync<StorageException>(() => Store(static options => options.Bucket = "no-such-bucket").ReadBucketTagsAsync());

        Assert.Equal((StorageErrorKind.Unavailable, "GetBucketTagging"), (error.Kind, error.Operation));
    }

    private static async Task RefusedAsync(S3ObjectStore store)
    {
        var error = await Assert.ThrowsAsync<StorageException>(() => PutAsync(store, "key"));

        Assert.Equal((StorageErrorKind.InvalidRequest, 400, false), (error.Kind, error.StatusCode, error.IsTransient));
    }
}
