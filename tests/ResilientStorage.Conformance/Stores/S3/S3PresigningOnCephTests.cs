using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using ResilientStorage.Conformance.Meta;
using ResilientStorage.Stores;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Conformance.Stores;

/// <summary>What of a presigned request depends on the store's options, and what the real gateway makes of it.</summary>
[NeedsServer(S3TestServer.Main)]
public sealed class S3PresigningOnCephTests : S3BucketTest
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task PresignGetAsync_Prefix_IsPartOfTheKey()
    {
        var store = Store(static options => options.Prefix = "photos/");
        await PutAsync(store, "/a b", "text");

        Assert.Equal("text", await Http.GetStringAsync((await store.PresignGetAsync("/a b")).Url));
    }

    [Fact]
    public async Task PresignGetAsync_HostsOwnClient_Works()
    {
        using var client = new AmazonS3Client(
            Server.Options(Bucket).AccessKey,
            Server.Options(Bucket).SecretKey,
            new AmazonS3Config { ServiceURL = Server.Url, ForcePathStyle = true });
        using var store = new S3ObjectStore(client, Server.Profile(Bucket), TimeProvider.System);
        await PutAsync(Store(), "key", "text");

        Assert.Equal("text", await Http.GetStringAsync((await store.PresignGetAsync("key")).Url));
    }

    [Fact]
    public async Task PresignPutAsync_PublicReadAndStorageClass_AreStored()
    {
        var store = Store(static options => options.StorageClass = "STANDARD");
        var options = new PresignPutOptions { Length = 4, Properties = new PutObjectOptions { Access = ResourceAccess.PublicRead } };

        using var answer = await SendAsync(await store.PresignPutAsync("key", options), "text");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text", await Http.GetStringAsync(new Uri($"{Server.Url}/{Bucket}/key")));
    }

    [Fact]
    public async Task PresignPutAsync_PublicReadWithoutAcls_IsInvalidRequest()
    {
        var store = Store(static options => options.SupportsObjectAcls = false);
        var options = new PresignPutOptions { Length = 4, Properties = new PutObjectOptions { Access = ResourceAccess.PublicRead } };

        Assert.Equal(StorageErrorKind.InvalidRequest, (await Assert.ThrowsAsync<StorageException>(() => store.PresignPutAsync("key", options))).Kind);
    }

    [Fact]
    public async Task PresignPutAsync_OtherBytesThanTheSha256_AreTakenByCeph16()
    {
        // AWS refuses them; Ceph 16 only demands the header. The documents say so.
        var presigned = await Store().PresignPutAsync("key", new PresignPutOptions { Length = 4, Sha256 = "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1" });

        using var answer = await SendAsync(presigned, "tezt");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("x-amz-acl", "public-read", HttpStatusCode.Forbidden)]
    [InlineData("x-amz-grant-read", "uri=\"http://acs.amazonaws.com/groups/global/AllUsers\"", HttpStatusCode.BadRequest)]
    public async Task PresignPutAsync_AccessAddedByTheSender_IsRefused(string name, string value, HttpStatusCode status)
    {
        var presigned = await Store().PresignPutAsync("key", new PresignPutOptions { Length = 4 });

        using var answer = await SendAsync(presigned with { Headers = [.. presigned.Headers.Where(header => header.Key != name), new(name, value)] }, "text");

        Assert.Equal(status, answer.StatusCode);
        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task PresignPutAsync_AccessAddedWithoutAcls_IsTakenByCeph16()
    {
        // AWS refuses every x-amz header that was not signed. The documents say so.
        var presigned = await Store(static options => options.SupportsObjectAcls = false).PresignPutAsync("key", new PresignPutOptions { Length = 4 });

        using var answer = await SendAsync(presigned with { Headers = [.. presigned.Headers, new("x-amz-acl", "public-read")] }, "text");

        Assert.Equal("text", await Http.GetStringAsync(new Uri($"{Server.Url}/{Bucket}/key")));
    }

    [Fact]
    public async Task PresignPutAsync_PropertiesAddedByTheSender_AreTakenByCeph16()
    {
        // AWS refuses x-amz-meta-more, and takes the caching. The documents say so.
        var presigned = await Store().PresignPutAsync("key", new PresignPutOptions { Length = 4 });

        using var answer = await SendAsync(presigned with { Headers = [.. presigned.Headers, new("x-amz-meta-more", "1"), new("Cache-Control", "no-store")] }, "text");

        var head = await Store().FindAsync("key");
        Assert.Equal(("no-store", "1"), (head!.CacheControl, head.Metadata["more"]));
    }

    [Fact]
    public async Task PresignPutAsync_SourceAddedByTheSender_IsCopiedByCeph16()
    {
        // AWS refuses it. No signature of a PUT can keep it out here, so the documents warn of it.
        await PutAsync(Store(), "secret", "what the signer may read");
        var presigned = await Store().PresignPutAsync("key", new PresignPutOptions { Length = 4 });

        using var answer = await SendAsync(presigned with { Headers = [.. presigned.Headers, new("x-amz-copy-source", $"/{Bucket}/secret")] }, "text");

        Assert.Equal("what the signer may read", System.Text.Encoding.UTF8.GetString(await ReadAsync(Store(), "key")));
    }

    [Fact]
    public async Task PresignPostAsync_HeadersAddedByTheSender_ChangeNothing()
    {
        await PutAsync(Store(), "secret", "what the signer may read");
        var form = await Store().PresignPostAsync("key", new PresignPostOptions { MaxLength = 4 });
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Url) { Content = FormOf(form, "text") };
        request.Headers.Add("x-amz-copy-source", $"/{Bucket}/secret");
        request.Headers.Add("x-amz-acl", "public-read");
        request.Headers.Add("x-amz-meta-more", "1");

        using var answer = await Http.SendAsync(request);

        Assert.Equal("text", System.Text.Encoding.UTF8.GetString(await ReadAsync(Store(), "key")));
        Assert.Empty((await Store().FindAsync("key"))!.Metadata);
        using var anonymous = await Http.GetAsync(new Uri($"{Server.Url}/{Bucket}/key"));
        Assert.Equal(HttpStatusCode.Forbidden, anonymous.StatusCode);
    }

    [Fact]
    public async Task PresignPutAsync_CreateOnly_ProbesOnceUnderTheReservedPrefix()
    {
        var store = Store(static options => options.Prefix = "photos/");
        await store.PresignPutAsync("a", new PresignPutOptions { Length = 4, CreateOnly = true });
        var first = await KeysAsync();
        await Client.DeleteObjectAsync(Bucket, first.Single());

        await store.PresignPutAsync("b", new PresignPutOptions { Length = 4, CreateOnly = true });

        Assert.Equal(["photos/.resilient-storage/create-only.txt"], first);
        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task PresignPutAsync_CreateOnlyInABucketProbedBefore_LeavesTheProbeAsItIs()
    {
        await Store().PresignPutAsync("a", new PresignPutOptions { Length = 4, CreateOnly = true });
        var first = (await Client.GetObjectMetadataAsync(Bucket, (await KeysAsync()).Single())).LastModified;

        await Store().PresignPutAsync("a", new PresignPutOptions { Length = 4, CreateOnly = true });

        Assert.Equal(first, (await Client.GetObjectMetadataAsync(Bucket, (await KeysAsync()).Single())).LastModified);
    }

    [Fact]
    public async Task PresignPutAsync_CreateOnlyInAVersionedBucket_IsRefusedBecauseCeph16OverwritesThere()
    {
        await S3TestServer.KeepVersionsAsync(Client, Bucket, VersionStatus.Enabled);

        var error = await Assert.ThrowsAsync<StorageException>(() => Store().PresignPutAsync("a", new PresignPutOptions { Length = 4, CreateOnly = true }));

        Assert.Equal(StorageErrorKind.InvalidRequest, error.Kind);
    }

    [Fact]
    public async Task PresignPutAsync_CreateOnlyWhereTheProbeFails_IsNotSigned()
    {
        var store = Store(static options => options.Bucket = "no-such-bucket");

        var error = await Assert.ThrowsAsync<StorageException>(() => store.PresignPutAsync("a", new PresignPutOptions { Length = 4, CreateOnly = true }));

        Assert.Equal(StorageErrorKind.Unavailable, error.Kind);
    }

    [Fact]
    public async Task PresignGetAsync_ExpectedOwnerAndNoBucket_IsNotSigned()
    {
        var store = Store(static options => (options.Bucket, options.ExpectedBucketOwner) = ("no-such-bucket", "123456789012"));

        Assert.Equal(StorageErrorKind.Unavailable, (await Assert.ThrowsAsync<StorageException>(() => store.PresignGetAsync("a"))).Kind);
        Assert.Equal(StorageErrorKind.Unavailable, (await Assert.ThrowsAsync<StorageException>(() => store.PresignPostAsync("a", new PresignPostOptions { MaxLength = 1 }))).Kind);
    }

    [Fact]
    public async Task PresignPostAsync_CacheControl_IsForgottenByCeph16()
    {
        // AWS stores it. The documents say so.
        var form = await Store().PresignPostAsync("key", new PresignPostOptions { MaxLength = 4, Properties = new PutObjectOptions { CacheControl = "no-cache" } });
        Assert.Contains(new KeyValuePair<string, string>("Cache-Control", "no-cache"), form.Fields);
        using var content = FormOf(form, "text");
        using var answer = await Http.PostAsync(form.Url, content);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Null((await Store().FindAsync("key"))!.CacheControl);
    }

    private static Task<HttpResponseMessage> SendAsync(PresignedRequest presigned, string content)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, presigned.Url) { Content = new ReadOnlyMemoryContent(System.Text.Encoding.UTF8.GetBytes(content)) };
        foreach (var (name, value) in presigned.Headers)
        {
            _ = request.Headers.TryAddWithoutValidation(name, value) || request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return Http.SendAsync(request);
    }

    private static MultipartFormDataContent FormOf(PresignedPost form, string content)
    {
        var parts = new MultipartFormDataContent();
        foreach (var (name, value) in form.Fields)
        {
            parts.Add(new StringContent(value), $"\"{name}\"");
        }

        parts.Add(new StringContent(content), "\"file\"", "\"any\"");
        return parts;
    }

    private async Task<List<string>> KeysAsync() => [.. ((await Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket })).S3Objects ?? []).Select(static item => item.Key)];
}
