using Amazon.Runtime;
using Amazon.S3;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Tests.Stores.S3;

/// <summary>What holds for a client that the host brings, whose connections the library does not make.</summary>
public sealed class S3OwnClientTests
{
    [Fact]
    public async Task PutAsync_ResetOnAConnectionInUse_IsSentOnce()
    {
        var puts = 0;
        await using var stub = new S3Stub(_ => ++puts == 1 ? S3StubAnswer.Of(200, headers: "ETag: \"abc\"\r\n") : new S3StubAnswer("", S3StubEnd.Reset));
        using var store = Store(stub.Url);
        await store.PutAsync();

        await Assert.ThrowsAsync<StorageException>(() => store.PutAsync());

        Assert.Equal(2, stub.Requests.Count);
    }

    [Theory]
    [InlineData(301, StorageErrorKind.InvalidRequest)]
    [InlineData(302, StorageErrorKind.InvalidRequest)]
    [InlineData(307, StorageErrorKind.Unknown)]
    [InlineData(308, StorageErrorKind.InvalidRequest)]
    public async Task OpenReadAsync_RedirectToAHostThatIsNotAws_IsNotFollowed(int status, StorageErrorKind kind)
    {
        await using var elsewhere = new S3Stub(static _ => S3StubAnswer.Of(200, "text", "ETag: \"abc\"\r\n"));
        await using var stub = new S3Stub(_ => S3StubAnswer.Of(status, headers: $"Location: {elsewhere.Url}/bucket/key\r\nx-amz-bucket-region: eu-north-1\r\n"));
        using var store = Store(stub.Url);

        var error = await Assert.ThrowsAsync<StorageException>(() => store.OpenReadAsync("key", null));

        Assert.Empty(elsewhere.Requests);
        Assert.Equal(kind, error.Kind);
    }

    [Fact]
    public async Task OpenReadAsync_NoLength_IsUnavailable()
    {
        await using var stub = new S3Stub(static _ => new S3StubAnswer("HTTP/1.1 200 OK\r\nx-amz-request-id: 1\r\nETag: \"abc-1\"\r\n\r\ntext", S3StubEnd.Close));
        using var store = Store(stub.Url);

        var error = await Assert.ThrowsAsync<StorageException>(() => store.OpenReadAsync("key", null));

        Assert.Equal(StorageErrorKind.Unavailable, error.Kind);
    }

    private static S3ObjectStore Store(string url)
    {
        var client = new AmazonS3Client("key-id", S3StubStores.Secret, new AmazonS3Config
        {
            ServiceURL = url,
            ForcePathStyle = true,
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            AllowAutoRedirect = false,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
        S3ClientCheck.ThrowIfUnfit(client, "own", allowHttp: false);
        var options = new S3StoreOptions { Bucket = "bucket", HasClient = true };
        return new S3ObjectStore(client, new S3Profile(options, new Uri(url).Authority), TimeProvider.System, client);
    }
}
