using System.Net;
using ResilientStorage.Stores;

namespace ResilientStorage.Conformance.Stores;

/// <summary>Signed downloads and uploads, sent by a client that knows nothing but the signed request.</summary>
public abstract class PresigningObjectStoreConformance : PresigningConformance
{
    public static TheoryData<string> Keys { get; } = ["plain", "a folder/with spaces.txt", "ümlaut/\u65e5\u672c.txt", "a+b&c=d?e#f%20g", "quote'(1)!*~.bin"];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task PresignGetAsync_Object_GivesItsBytes(string key)
    {
        await PutAsync(key, "text");

        var signed = await Presigning.PresignGetAsync(key);

        using var answer = await SendAsync(signed);
        Assert.Equal("text", await answer.Content.ReadAsStringAsync());
        Assert.Equal(("GET", 0), (signed.Method, signed.Headers.Count));
    }

    [Fact]
    public async Task PresignGetAsync_Overrides_AreTheAnswersHeaders()
    {
        await PutAsync("key", "text"u8.ToArray(), new PutObjectOptions { ContentType = "text/html", CacheControl = "no-store" });

        using var answer = await SendAsync(await Presigning.PresignGetAsync("key", new PresignGetOptions { ContentType = "text/plain", ContentDisposition = "attachment; filename=\"a b.txt\"", CacheControl = "max-age=60" }));

        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment; filename=\"a b.txt\"", answer.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal("max-age=60", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task PresignGetAsync_NoObject_IsNotFoundOnlyWhenSent()
    {
        using var answer = await SendAsync(await Presigning.PresignGetAsync("key"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task PresignGetAsync_OtherMethod_IsRefused(string method)
    {
        await PutAsync("key", "text");

        await RefusedAsync(await SendAsync(await Presigning.PresignGetAsync("key"), request => request.Method = new HttpMethod(method)));

        Assert.Equal("text", await ReadTextAsync("key"));
    }

    [Fact]
    public async Task PresignGetAsync_OtherKey_IsRefused()
    {
        await PutAsync("key");
        await PutAsync("kez");
        var signed = await Presigning.PresignGetAsync("key");

        await RefusedAsync(await SendAsync(signed with { Url = new Uri(signed.Url.AbsoluteUri.Replace("/key?", "/kez?", StringComparison.Ordinal)) }));
    }

    [Fact]
    public async Task PresignGetAsync_LifetimeOver_IsRefused()
    {
        await PutAsync("key");
        var signed = await Presigning.PresignGetAsync("key", new PresignGetOptions { Lifetime = TimeSpan.FromSeconds(1) });

        await EndAsync(signed.ExpiresAt);

        await RefusedAsync(await SendAsync(signed));
    }

    [Fact]
    public async Task PresignGetAsync_LongestLifetime_Works()
    {
        await PutAsync("key", "text");

        using var answer = await SendAsync(await Presigning.PresignGetAsync("key", new PresignGetOptions { Lifetime = PresignOptions.MaxLifetime }));

        Assert.Equal("text", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task PresignPutAsync_WithItsHeaders_StoresTheObjectAsAPutDoes(string key)
    {
        var properties = new PutObjectOptions { ContentType = "image/png", CacheControl = "public, max-age=31536000, immutable", Metadata = new Dictionary<string, string> { ["of"] = "Zoe", ["two-words"] = "a  b" } };
        await PutAsync("twin", Bytes(1_000), properties);

        using var answer = await SendAsync(await Presigning.PresignPutAsync(key, new PresignPutOptions { Length = 1_000, Properties = properties }), Bytes(1_000));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await HoldsAsync(Bytes(1_000), key);
        var (head, twin) = (await Store.FindAsync(key), await Store.FindAsync("twin"));
        Assert.Equal((twin!.ContentType, twin.CacheControl, twin.ETag), (head!.ContentType, head.CacheControl, head.ETag));
        Assert.Equal(twin.Metadata, head.Metadata);
    }

    [Fact]
    public async Task PresignPutAsync_Empty_StoresAnEmptyObject()
    {
        using var answer = await SendAsync(await Presigning.PresignPutAsync("key", new PresignPutOptions { Length = 0 }), []);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, (await Store.FindAsync("key"))!.Length);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public async Task PresignPutAsync_OtherLength_IsRefused(int length)
    {
        await RefusedAsync(await SendAsync(await Presigning.PresignPutAsync("key", new PresignPutOptions { Length = 4 }), new byte[length]));

        Assert.Null(await Store.FindAsync("key"));
    }

    [Theory]
    [InlineData("Content-Type", "text/html")]
    [InlineData("Content-Type", null)]
    [InlineData("Cache-Control", "no-store")]
    [InlineData("x-amz-meta-of", "other")]
    [InlineData("x-amz-meta-of", null)]
    [InlineData("If-None-Match", null)]
    [InlineData("Content-MD5", null)]
    [InlineData("x-amz-checksum-sha256", null)]
    public async Task PresignPutAsync_HeaderChangedOrLeftOut_IsRefused(string name, string? value)
    {
        var options = Pinned() with
        {
            Properties = new PutObjectOptions { ContentType = "image/png", CacheControl = "max-age=60", Metadata = new Dictionary<string, string> { ["of"] = "source" } },
            CreateOnly = true,
        };
        var signed = await Presigning.PresignPutAsync("key", options);
        var others = signed.Headers.Where(header => header.Key != name).ToList();
        Assert.Equal(signed.Headers.Count - 1, others.Count);

        await RefusedAsync(await SendAsync(signed with { Headers = value is null ? others : [.. others, new(name, value)] }, "text"u8.ToArray()));

        Assert.Null(await Store.FindAsync("key"));
    }

    [Fact]
    public async Task PresignPutAsync_OtherMethod_IsRefused()
    {
        await PutAsync("key", "text");

        await RefusedAsync(await SendAsync(await Presigning.PresignPutAsync("key", new PresignPutOptions { Length = 4 }), request => request.Method = HttpMethod.Delete));

        Assert.Equal("text", await ReadTextAsync("key"));
    }

    [Fact]
    public async Task PresignPutAsync_LifetimeOver_IsRefused()
    {
        var signed = await Presigning.PresignPutAsync("key", new PresignPutOptions { Length = 4, Lifetime = TimeSpan.FromSeconds(1) });

        await EndAsync(signed.ExpiresAt);

        await RefusedAsync(await SendAsync(signed, "text"u8.ToArray()));
        Assert.Null(await Store.FindAsync("key"));
    }

    [Fact]
    public async Task PresignPutAsync_OtherBytesThanTheMd5_AreRefused()
    {
        var signed = await Presigning.PresignPutAsync("key", Pinned());

        using var answer = await SendAsync(signed, "tezt"u8.ToArray());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(await Store.FindAsync("key"));
    }

    [Fact]
    public async Task PresignPutAsync_BytesOfTheChecksums_AreTaken()
    {
        using var answer = await SendAsync(await Presigning.PresignPutAsync("key", Pinned()), "text"u8.ToArray());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text", await ReadTextAsync("key"));
    }

    [Fact]
    public async Task PresignPutAsync_CreateOnly_SecondWriteIsRefused()
    {
        var signed = await Presigning.PresignPutAsync("key", new PresignPutOptions { Length = 4, CreateOnly = true });
        using var first = await SendAsync(signed, "text"u8.ToArray());

        using var second = await SendAsync(signed, "next"u8.ToArray());

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (first.StatusCode, second.StatusCode));
        Assert.Equal("text", await ReadTextAsync("key"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData((5L << 30) + 1)]
    public async Task PresignPutAsync_LengthOutOfRange_IsInvalidRequest(long length) =>
        await FailsAsync(StorageErrorKind.InvalidRequest, () => Presigning.PresignPutAsync("key", new PresignPutOptions { Length = length }));

    [Theory]
    [InlineData("0cc175b9c0f1b6a831c399e26977266", null)]
    [InlineData(null, "zz")]
    public async Task PresignPutAsync_ChecksumNotHexadecimal_IsInvalidRequest(string? md5, string? sha256) =>
        await FailsAsync(StorageErrorKind.InvalidRequest, () => Presigning.PresignPutAsync("key", new PresignPutOptions { Length = 1, Md5 = md5, Sha256 = sha256 }));

    [Fact]
    public async Task ToString_SignedRequest_HasNoSignature()
    {
        var signed = await Presigning.PresignGetAsync("key", new PresignGetOptions { ContentDisposition = "attachment" });

        Assert.StartsWith($"GET {signed.Url.GetLeftPart(UriPartial.Path)} (presigned until ", signed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('?', signed.ToString());
    }

    [Fact]
    public async Task PresignGetAsync_CancelledBefore_IsTheCallersCancellation()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Presigning.PresignGetAsync("key", cancellationToken: cancelled.Token));
    }

    /// <summary>Pinned to the four bytes of 'text'.</summary>
    private static PresignPutOptions Pinned() => new() { Length = 4, Md5 = "1CB251EC0D568DE6A929B520C4AED8D1", Sha256 = "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1" };
}
