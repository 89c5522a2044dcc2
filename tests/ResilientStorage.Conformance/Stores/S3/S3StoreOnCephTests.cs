using System.Buffers;
using System.Net;
using Amazon.S3.Model;
using ResilientStorage.Conformance.Meta;
using ResilientStorage.Stores;

namespace ResilientStorage.Conformance.Stores;

/// <summary>What only a store on S3 has: prefixes, access, copies in parts, what really lies in the bucket.</summary>
[NeedsServer(S3TestServer.Main)]
public sealed class S3StoreOnCephTests : S3BucketTest
{
    [Fact]
    public async Task PutAsync_Object_HasNoContentEncoding()
    {
        await PutAsync(Store(), "key");

        var head = await Client.GetObjectMetadataAsync(Bucket, "key");

        // Chunked encoding would stay on the object as aws-chunked.
        Assert.True(string.IsNullOrEmpty(head.Headers.ContentEncoding));
    }

    [Fact]
    public async Task Prefix_TwoStoresInOneBucket_SeeOnlyTheirOwn()
    {
        var photos = Store(static options => options.Prefix = "photos/");
        var letters = Store(static options => options.Prefix = "letters/");
        await PutAsync(photos, "a");
        await PutAsync(letters, "a", "letter");

        Assert.Equal(["a"], await ListAsync(photos));
        Assert.Equal(["letters/a", "photos/a"], (await Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket })).S3Objects.Select(static item => item.Key));
        Assert.True((await photos.DeleteAsync([new ObjectToDelete("a")]))[0].IsDeleted);
        Assert.Equal("letter"u8.ToArray(), await ReadAsync(letters, "a"));
    }

    [Fact]
    public async Task Prefix_UnfinishedUploads_AreListedWithoutIt()
    {
        var photos = Store(static options => options.Prefix = "photos/");
        var upload = await photos.BeginMultipartAsync("a", 5 << 20, new PutObjectOptions());
        await Store(static options => options.Prefix = "letters/").BeginMultipartAsync("b", 5 << 20, new PutObjectOptions());

        var uploads = new List<ResilientStorage.Stores.MultipartUpload>();
        await foreach (var found in photos.ListMultipartAsync(""))
        {
            uploads.Add(found);
        }

        Assert.Equal([upload with { PartSize = 0 }], uploads);
    }

    [Fact]
    public async Task PutAsync_KeyThatBeginsWithASlash_NeedsAPrefix()
    {
        var error = await Assert.ThrowsAsync<StorageException>(() => PutAsync(Store(), "/a"));
        Assert.Equal(StorageErrorKind.InvalidRequest, error.Kind);

        var photos = Store(static options => options.Prefix = "photos/");
        await PutAsync(photos, "/a");
        Assert.Equal(["/a"], await ListAsync(photos));
    }

    [Theory]
    [InlineData(ResourceAccess.PublicRead, HttpStatusCode.OK)]
    [InlineData(ResourceAccess.Private, HttpStatusCode.Forbidden)]
    public async Task PutAsync_Access_DecidesWhoMayRead(ResourceAccess access, HttpStatusCode answer)
    {
        await PutAsync(Store(), "key", options: new PutObjectOptions { Access = access });

        using var anybody = new HttpClient();
        using var response = await anybody.GetAsync(new Uri($"{Server.Url}/{Bucket}/key"));

        Assert.Equal(answer, response.StatusCode);
    }

    [Fact]
    public async Task PutAsync_PublicReadWithoutAcls_NamesPolicyAndCdn()
    {
        var store = Store(static options => options.SupportsObjectAcls = false);

        var error = await Assert.ThrowsAsync<StorageException>(() => PutAsync(store, "key", options: new PutObjectOptions { Access = ResourceAccess.PublicRead }));

        Assert.Equal(StorageErrorKind.InvalidRequest, error.Kind);
        Assert.Contains("bucket policy or a CDN", error.Message, StringComparison.Ordinal);
        Assert.False(store.Capabilities.SupportsPublicRead);
    }

    [Theory]
    [InlineData(4, null, "")]
    [InlineData(4, 0L, "")]
    [InlineData(1, 0L, "")]
    [InlineData(3, null, "t")]
    public async Task OpenReadAsync_RangeAtTheEnd_GivesTheRest(long offset, long? length, string expected)
    {
        var store = Store();
        await PutAsync(store, "key", "text");

        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(expected), await ReadAsync(store, "key", new ResilientStorage.ByteRange(offset, length)));
    }

    [Fact]
    public async Task OpenReadAsync_RangeLongerThanTheObject_IsInvalidRequest()
    {
        var store = Store();
        await PutAsync(store, "key", "text");

        var error = await Assert.ThrowsAsync<StorageException>(() => store.OpenReadAsync("key", new ResilientStorage.ByteRange(2, 3)));

        Assert.Equal(StorageErrorKind.InvalidRequest, error.Kind);
    }

    [Fact]
    public async Task CopyAsync_LargerThanOneCopyTakes_IsCopiedInParts()
    {
        const int mebibyte = 1 << 20;
        var store = Store(describe: static profile => profile with { MaxSingleCopy = 6 * mebibyte, CopyPartSize = 5 * mebibyte });
        var content = new byte[(12 * mebibyte) + 7];
        new Random(4).NextBytes(content);
        await store.PutAsync("source", new ReadOnlySequence<byte>(content), new PutObjectOptions());

        var stored = await store.CopyAsync("source", "copy", new PutObjectOptions { ContentType = "image/png", CacheControl = "no-cache" });

        var head = await store.FindAsync("copy");
        Assert.Equal((content.Length, head!.ETag), (stored.Length, stored.ETag));
        Assert.EndsWith("-3", stored.ETag, StringComparison.Ordinal);
        Assert.Equal(("image/png", "no-cache"), (head.ContentType, head.CacheControl));
        var copied = await ReadAsync(store, "copy");
        Assert.True(content.AsSpan().SequenceEqual(copied));
    }

    [Fact]
    public async Task DeleteAsync_AThousandObjects_ConfirmsEach()
    {
        var store = Store();
        await PutAsync(store, "500");

        var answers = await store.DeleteAsync([.. Enumerable.Range(0, 1_000).Select(static n => new ObjectToDelete($"{n}"))]);

        Assert.Equal(1_000, answers.Count(static answer => answer.IsDeleted));
        Assert.Empty(await ListAsync(store));
    }

    [Fact]
    public async Task DeleteAsync_KeyThatXmlCannotWrite_IsDeletedAlone()
    {
        var store = Store();
        await PutAsync(store, "bell\a");
        await PutAsync(store, "plain");

        var answers = await store.DeleteAsync([new ObjectToDelete("bell\a"), new ObjectToDelete("plain")]);

        Assert.All(answers, static answer => Assert.True(answer.IsDeleted));
        Assert.Null(await store.FindAsync("bell\a"));
        Assert.Null(await store.FindAsync("plain"));
    }

    [Fact]
    public async Task DeleteAsync_KeyTooLong_IsAnErrorOfThatKeyAlone()
    {
        var store = Store();
        await PutAsync(store, "key");

        var answers = await store.DeleteAsync([new ObjectToDelete(new string('a', 1_025)), new ObjectToDelete("key")]);

        Assert.Equal(StorageErrorKind.InvalidRequest, answers[0].Error!.Kind);
        Assert.True(answers[1].IsDeleted);
    }

    [Fact]
    public async Task PutPartAsync_TooSmallButNotLast_IsInvalidRequestAtCompletion()
    {
        var store = Store();
        var upload = await store.BeginMultipartAsync("key", 100, new PutObjectOptions());
        var first = await store.PutPartAsync(upload, 1, new ReadOnlySequence<byte>(new byte[100]));
        var second = await store.PutPartAsync(upload, 2, new ReadOnlySequence<byte>(new byte[100]));

        var error = await Assert.ThrowsAsync<StorageException>(() => store.CompleteMultipartAsync(upload, [first, second]));

        Assert.Equal(StorageErrorKind.InvalidRequest, error.Kind);
        Assert.Contains("5 MiB", error.Message, StringComparison.Ordinal);
    }
}
