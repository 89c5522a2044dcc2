using ResilientStorage.Stores.S3;

namespace ResilientStorage.Tests.Stores.S3;

/// <summary>Which header proves that an answer is the provider's.</summary>
public sealed class S3RequestIdTests
{
    [Theory]
    [InlineData("x-amz-request-id: tx-1", null, "tx-1")]
    [InlineData("x-amz-request-id: tx-1", "cf-ray", "tx-1")]
    [InlineData("CF-RAY: ray-1", "cf-ray", "ray-1")]
    [InlineData("x-amz-request-id: tx-1\r\nCF-RAY: ray-1", "cf-ray", "tx-1")]
    [InlineData("CF-RAY: ray-1", null, null)]
    [InlineData("x-other: 1", "cf-ray", null)]
    public async Task PutAsync_Header_ProvesTheAnswerOrDoesNot(string headers, string? other, string? requestId)
    {
        await using var refusing = new S3Stub(_ => Answer(500, headers));
        await using var stub = new S3Stub(_ => Answer(200, headers + "\r\nETag: \"abc\""));

        Assert.Equal(requestId is null ? null : "abc", (await Store(stub.Url, other).PutAsync()).ETag);
        Assert.Equal(requestId, (await Assert.ThrowsAsync<StorageException>(() => Store(refusing.Url, other).PutAsync())).RequestId);
    }

    [Theory]
    [InlineData(1_024, false)]
    [InlineData(1_025, true)]
    public async Task PutAsync_Length_DecidesWhetherToAskBeforeSending(int length, bool asks)
    {
        await using var stub = new S3Stub(static _ => S3StubAnswer.Of(200, headers: "ETag: \"abc\"\r\n"));

        await Store(stub.Url, otherRequestIdHeader: null).PutAsync(length);

        Assert.Equal(asks, Assert.Single(stub.Requests).Headers.ContainsKey("Expect"));
    }

    private static S3StubAnswer Answer(int status, string headers) => new($"HTTP/1.1 {status} X\r\n{headers}\r\nContent-Length: 0\r\n\r\n");

    private static S3ObjectStore Store(string url, string? otherRequestIdHeader)
    {
        var options = new S3StoreOptions { Bucket = "bucket", ServiceUrl = url, ForcePathStyle = true, AccessKey = "key-id", SecretKey = S3StubStores.Secret };
        var http = new S3HttpClientFactory(options, otherRequestIdHeader);
        var client = S3ClientFactory.Create(options, http);
        return new S3ObjectStore(client, new S3Profile(options, new Uri(url).Authority), TimeProvider.System, client, http);
    }
}
