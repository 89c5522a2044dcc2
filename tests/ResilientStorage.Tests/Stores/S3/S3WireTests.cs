using System.Buffers;
using System.Net.Sockets;
using ResilientStorage.Stores;

namespace ResilientStorage.Tests.Stores.S3;

/// <summary>What goes over the wire, and how often.</summary>
public sealed class S3WireTests
{
    [Theory]
    [InlineData(500, "InternalError", StorageErrorKind.Unavailable)]
    [InlineData(503, "SlowDown", StorageErrorKind.Throttled)]
    [InlineData(503, "ServiceUnavailable", StorageErrorKind.Unavailable)]
    [InlineData(429, "TooManyRequests", StorageErrorKind.Throttled)]
    [InlineData(409, "OperationAborted", StorageErrorKind.Unavailable)]
    [InlineData(400, "RequestTimeout", StorageErrorKind.Timeout)]
    [InlineData(400, "ExpiredToken", StorageErrorKind.AccessDenied)]
    [InlineData(403, "RequestTimeTooSkewed", StorageErrorKind.AccessDenied)]
    public async Task PutAsync_ErrorAnswer_IsSentOnce(int status, string code, StorageErrorKind kind)
    {
        await using var stub = new S3Stub(_ => S3StubAnswer.Error(status, code));
        using var store = S3StubStores.Store(stub.Url);

        var error = await Assert.ThrowsAsync<StorageException>(() => store.PutAsync());

        Assert.Equal((kind, status, "tx-1", "PutObject", "key"), (error.Kind, error.StatusCode, error.RequestId, error.Operation, error.Key));
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task PutAsync_RetryAfter_IsPassedOn()
    {
        await using var stub = new S3Stub(static _ => S3StubAnswer.Error(503, "SlowDown", "Retry-After: 7\r\n"));
        using var store = S3StubStores.Store(stub.Url);

        Assert.Equal(TimeSpan.FromSeconds(7), (await Assert.ThrowsAsync<StorageException>(() => store.PutAsync())).RetryAfter);
    }

    [Fact]
    public async Task PutAsync_ResetAfterTheRequest_IsSentOnceAndMayHaveTakenEffect()
    {
        await using var stub = new S3Stub(static _ => new S3StubAnswer("", S3StubEnd.Reset));
        using var store = S3StubStores.Store(stub.Url);

        var error = await Assert.ThrowsAsync<StorageException>(() => store.PutAsync());

        Assert.Equal((StorageErrorKind.Unavailable, true, true), (error.Kind, error.IsTransient, error.MayHaveTakenEffect));
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task PutAsync_ResetOnAConnectionInUse_IsSentOnce()
    {
        // On such a connection the SDK would resend 11 to 13 times, retries off or not.
        var puts = 0;
        await using var stub = new S3Stub(_ => ++puts == 1 ? S3StubAnswer.Of(200, headers: "ETag: \"abc\"\r\n") : new S3StubAnswer("", S3StubEnd.Reset));
        using var store = S3StubStores.Store(stub.Url);
        await store.PutAsync();

        await Assert.ThrowsAsync<StorageException>(() => store.PutAsync());

        Assert.Equal(2, stub.Requests.Count);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task OpenReadAsync_Redirect_IsNotFollowedAndNamesTheRegion(int status)
    {
        await using var elsewhere = new S3Stub(static _ => S3StubAnswer.Of(200, "text", "ETag: \"abc\"\r\n"));
        await using var stub = new S3Stub(_ => S3StubAnswer.Of(status, headers: $"Location: {elsewhere.Url}/bucket/key\r\nx-amz-bucket-region: eu-north-1\r\n"));
        using var store = S3StubStores.Store(stub.Url);

        var error = await Assert.ThrowsAsync<StorageException>(() => store.OpenReadAsync("key", null));

        Assert.Equal((StorageErrorKind.InvalidRequest, false, status), (error.Kind, error.IsTransient, error.StatusCode));
        Assert.Contains("'eu-north-1'", error.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task PutAsync_CancelledWhileTheStoreIsSilent_IsTheCallersCancellation()
    {
        using var cancel = new CancellationTokenSource();
        await using var stub = new S3Stub(_ =>
        {
            cancel.Cancel();
            return new S3StubAnswer("", S3StubEnd.Silence);
        });
        using var store = S3StubStores.Store(stub.Url);

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.PutAsync(cancellationToken: cancel.Token));

        Assert.Equal(cancel.Token, error.CancellationToken);
    }

    [Fact]
    public async Task PutAsync_NobodyListens_WasNotSent()
    {
        int port;
        using (var listener = new TcpListener(System.Net.IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        }

        using var store = S3StubStores.Store($"http://127.0.0.1:{port}");

        var error = await Assert.ThrowsAsync<StorageException>(() => store.PutAsync());

        Assert.Equal((StorageErrorKind.Unavailable, true, true, false), (error.Kind, error.IsTransient, error.WasNotSent, error.MayHaveTakenEffect));
    }

    [Fact]
    public async Task PutAsync_PortThatSpeaksNoTls_IsATlsError()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var serving = AnswerInPlainTextAsync(listener);
        using var store = S3StubStores.Store($"https://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}");

        var error = await Assert.ThrowsAsync<StorageException>(() => store.PutAsync());

        await serving;
        Assert.Equal((StorageErrorKind.Unavailable, true), (error.Kind, error.WasNotSent));
        Assert.Contains("TLS", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutAsync_Request_IsSignedWholeWithoutChunks()
    {
        await using var stub = new S3Stub(static _ => S3StubAnswer.Of(200, headers: "ETag: \"abc\"\r\n"));
        using var store = S3StubStores.Store(stub.Url);

        await store.PutAsync("key", new ReadOnlySequence<byte>("text"u8.ToArray()), new PutObjectOptions { CacheControl = "public, max-age=31536000, immutable", Metadata = new Dictionary<string, string> { ["a"] = "b" } });

        var headers = Assert.Single(stub.Requests).Headers;
        Assert.Equal("982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1", headers["x-amz-content-sha256"]);
        Assert.Equal("public, max-age=31536000, immutable", headers["Cache-Control"]);
        Assert.Equal("b", headers["x-amz-meta-a"]);
        Assert.DoesNotContain(headers.Keys, static name => name.StartsWith("x-amz-checksum", StringComparison.OrdinalIgnoreCase) || name.Equals("x-amz-trailer", StringComparison.OrdinalIgnoreCase) || name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task CopyAsync_SixGibibytes_CopiesPartsOfOneGibibyte()
    {
        const long length = (6L << 30) + 1;
        await using var stub = new S3Stub(static request => (request.Method, request.Target) switch
        {
            ("HEAD", _) => S3StubAnswer.Head(length),
            ("POST", var target) when target.Contains("uploads", StringComparison.Ordinal) => S3StubAnswer.Of(200, "<InitiateMultipartUploadResult><Bucket>bucket</Bucket><Key>copy</Key><UploadId>u</UploadId></InitiateMultipartUploadResult>"),
            ("GET", _) => S3StubAnswer.Of(200, "<ListPartsResult><UploadId>u</UploadId></ListPartsResult>"),
            ("PUT", _) => S3StubAnswer.Of(200, "<CopyPartResult><ETag>\"part\"</ETag></CopyPartResult>"),
            _ => S3StubAnswer.Of(200, "<CompleteMultipartUploadResult><ETag>\"abc-7\"</ETag></CompleteMultipartUploadResult>"),
        });
        using var store = S3StubStores.Store(stub.Url);

        var stored = await store.CopyAsync("key", "copy", new PutObjectOptions());

        Assert.Equal((length, "abc-7"), (stored.Length, stored.ETag));
        var ranges = stub.Requests.Where(static request => request.Method == "PUT").Select(static request => request.Headers["x-amz-copy-source-range"]).ToList();
        Assert.Equal(7, ranges.Count);
        Assert.Equal(("bytes=0-1073741823", "bytes=6442450944-6442450944"), (ranges[0], ranges[6]));
    }

    [Fact]
    public async Task CopyAsync_PartOfALargeCopyFails_AbortsTheUpload()
    {
        await using var stub = new S3Stub(static request => request.Method switch
        {
            "HEAD" => S3StubAnswer.Head(6L << 30),
            "POST" => S3StubAnswer.Of(200, "<InitiateMultipartUploadResult><Bucket>bucket</Bucket><Key>copy</Key><UploadId>u</UploadId></InitiateMultipartUploadResult>"),
            "PUT" => S3StubAnswer.Error(403, "AccessDenied"),
            _ => S3StubAnswer.Of(204),
        });
        using var store = S3StubStores.Store(stub.Url);

        var error = await Assert.ThrowsAsync<StorageException>(() => store.CopyAsync("key", "copy", new PutObjectOptions()));

        Assert.Equal(StorageErrorKind.AccessDenied, error.Kind);
        Assert.Equal("DELETE", stub.Requests[^1].Method);
        Assert.Contains("uploadId=u", stub.Requests[^1].Target, StringComparison.Ordinal);
    }

    private static async Task AnswerInPlainTextAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
    }
}
