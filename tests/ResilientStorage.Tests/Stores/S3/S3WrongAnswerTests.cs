using ResilientStorage.Stores.S3;

namespace ResilientStorage.Tests.Stores.S3;

/// <summary>Answers that look like success or absence and are neither.</summary>
public sealed class S3WrongAnswerTests
{
    [Fact]
    public async Task PutAsync_PageOfAProxy_IsNotProved()
    {
        await using var stub = new S3Stub(static _ => S3StubAnswer.Page());
        using var store = S3StubStores.Store(stub.Url);

        Assert.Null((await store.PutAsync()).ETag);
    }

    [Fact]
    public async Task PutAsync_TagWithoutRequestId_IsNotProved()
    {
        await using var stub = new S3Stub(static _ => new S3StubAnswer("HTTP/1.1 200 OK\r\nETag: \"abc\"\r\nContent-Length: 0\r\n\r\n"));
        using var store = S3StubStores.Store(stub.Url);

        Assert.Null((await store.PutAsync()).ETag);
    }

    [Fact]
    public async Task PutAsync_TagAndRequestId_IsProved()
    {
        await using var stub = new S3Stub(static _ => S3StubAnswer.Of(200, headers: "ETag: \"abc\"\r\n"));
        using var store = S3StubStores.Store(stub.Url);

        Assert.Equal("abc", (await store.PutAsync()).ETag);
    }

    [Fact]
    public async Task OpenReadAsync_PageOfAProxy_IsUnavailable() => await UnavailableAsync(S3StubAnswer.Page(), static store => store.OpenReadAsync("key", null));

    [Fact]
    public async Task OpenReadAsync_MissingPageOfAProxy_IsUnavailable() => await UnavailableAsync(S3StubAnswer.Page(404), static store => store.OpenReadAsync("key", null));

    [Fact]
    public async Task OpenReadAsync_NoLength_IsUnavailable() =>
        await UnavailableAsync(new S3StubAnswer("HTTP/1.1 200 OK\r\nx-amz-request-id: 1\r\nETag: \"abc-1\"\r\n\r\ntext", S3StubEnd.Close), static store => store.OpenReadAsync("key", null));

    [Fact]
    public async Task OpenReadAsync_WholeObjectForARange_IsUnavailable() =>
        await UnavailableAsync(S3StubAnswer.Of(200, "0123456789", "ETag: \"abc\"\r\n"), static store => store.OpenReadAsync("key", new ByteRange(2, 3)));

    [Fact]
    public async Task OpenReadAsync_OtherRange_IsUnavailable() =>
        await UnavailableAsync(S3StubAnswer.Of(206, "345", "ETag: \"abc\"\r\nContent-Range: bytes 3-5/10\r\n"), static store => store.OpenReadAsync("key", new ByteRange(2, 3)));

    [Fact]
    public async Task OpenReadAsync_BodyCutShort_FailsWhileReading()
    {
        await using var stub = new S3Stub(static _ => new S3StubAnswer("HTTP/1.1 200 OK\r\nx-amz-request-id: 1\r\nETag: \"abc-1\"\r\nContent-Length: 10\r\n\r\ntext", S3StubEnd.Close));
        using var store = S3StubStores.Store(stub.Url);
        await using var download = await store.OpenReadAsync("key", null);

        var error = await Assert.ThrowsAsync<StorageException>(() => download.Content.CopyToAsync(Stream.Null));

        Assert.Equal((StorageErrorKind.Unavailable, true, "GetObject", "key"), (error.Kind, error.IsTransient, error.Operation, error.Key));
    }

    [Fact]
    public async Task OpenReadAsync_FlippedByte_IsIntegrityAtTheEnd()
    {
        // The tag is the MD5 of 'text'.
        await using var stub = new S3Stub(static _ => S3StubAnswer.Of(200, "tezt", "ETag: \"1cb251ec0d568de6a929b520c4aed8d1\"\r\n"));
        using var store = S3StubStores.Store(stub.Url);
        await using var download = await store.OpenReadAsync("key", null);

        var error = await Assert.ThrowsAsync<StorageException>(() => download.Content.CopyToAsync(Stream.Null));

        Assert.Equal(StorageErrorKind.Integrity, error.Kind);
    }

    [Fact]
    public async Task FindAsync_PageOfAProxy_IsUnavailable() => await UnavailableAsync(new S3StubAnswer("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 33\r\n\r\n"), static store => store.FindAsync("key"));

    [Fact]
    public async Task FindAsync_MissingPageOfAProxy_IsUnavailable() => await UnavailableAsync(new S3StubAnswer("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"), static store => store.FindAsync("key"));

    [Fact]
    public async Task FindAsync_NoObjectInABucketThatIsThere_IsNullAndTheBucketIsAskedOnce()
    {
        await using var stub = new S3Stub(static request => S3StubAnswer.Of(request.Target.Contains("/key", StringComparison.Ordinal) ? 404 : 200));
        using var store = S3StubStores.Store(stub.Url);

        Assert.Null(await store.FindAsync("key"));
        Assert.Null(await store.FindAsync("key"));

        Assert.Equal(3, stub.Requests.Count);
    }

    [Fact]
    public async Task FindAsync_AMinuteAfterTheBucketWasSeen_AsksAgain()
    {
        var time = new Testing.ManualTimeProvider();
        var bucket = 200;
        await using var stub = new S3Stub(request => S3StubAnswer.Of(request.Target.Contains("/key", StringComparison.Ordinal) ? 404 : bucket));
        using var store = S3StubStores.Store(stub.Url, time);
        Assert.Null(await store.FindAsync("key"));
        bucket = 404;
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(await store.FindAsync("key"));

        time.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<StorageException>(() => store.FindAsync("key"));
        Assert.Equal((StorageErrorKind.Unavailable, "HeadBucket"), (error.Kind, error.Operation));
    }

    [Fact]
    public async Task ListAsync_PageOfAProxy_IsUnavailable() => await UnavailableAsync(S3StubAnswer.Page(), static store => store.ListAsync());

    [Fact]
    public async Task ListAsync_NoList_IsUnavailable() => await UnavailableAsync(S3StubAnswer.Of(200, "<Other/>"), static store => store.ListAsync());

    [Fact]
    public async Task ListAsync_TruncatedWithoutAWayOn_IsUnavailable() =>
        await UnavailableAsync(S3StubAnswer.Of(200, "<ListBucketResult><Name>bucket</Name><IsTruncated>true</IsTruncated></ListBucketResult>"), static store => store.ListAsync());

    [Theory]
    [InlineData("b", "a")]
    [InlineData("a", "a")]
    [InlineData("\U0001F600", "\uFF5E")]
    public async Task ListAsync_NotInByteOrder_IsInvalidRequest(string first, string second)
    {
        await using var stub = new S3Stub(_ => S3StubAnswer.Of(200, $"<ListBucketResult><Name>bucket</Name><Contents><Key>{first}</Key></Contents><Contents><Key>{second}</Key></Contents></ListBucketResult>"));
        using var store = S3StubStores.Store(stub.Url);

        var error = await Assert.ThrowsAsync<StorageException>(() => store.ListAsync());

        Assert.Equal(StorageErrorKind.InvalidRequest, error.Kind);
    }

    [Fact]
    public async Task ListAsync_EmptyList_IsEmpty()
    {
        await using var stub = new S3Stub(static _ => S3StubAnswer.Of(200, "<ListBucketResult><Name>bucket</Name><IsTruncated>false</IsTruncated></ListBucketResult>"));
        using var store = S3StubStores.Store(stub.Url);

        Assert.Empty(await store.ListAsync());
    }

    private static async Task UnavailableAsync(S3StubAnswer answer, Func<S3ObjectStore, Task> call)
    {
        await using var stub = new S3Stub(_ => answer);
        using var store = S3StubStores.Store(stub.Url);

        var error = await Assert.ThrowsAsync<StorageException>(() => call(store));

        Assert.Equal(StorageErrorKind.Unavailable, error.Kind);
        Assert.Contains("store itself", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Welcome", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(S3StubStores.Secret, error.ToString(), StringComparison.Ordinal);
    }
}
