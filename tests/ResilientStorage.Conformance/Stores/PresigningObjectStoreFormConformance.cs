using System.Net;
using ResilientStorage.Stores;

namespace ResilientStorage.Conformance.Stores;

/// <summary>Signed forms, posted by a client that knows nothing but their fields.</summary>
public abstract class PresigningObjectStoreFormConformance : PresigningConformance
{
    [Theory]
    [InlineData("plain")]
    [InlineData("a folder/ümlaut.txt")]
    [InlineData("a+b&c=d$e")]
    public async Task PresignPostAsync_WithItsFields_StoresTheObjectAsAPutDoes(string key)
    {
        var properties = new PutObjectOptions { ContentType = "image/png", Metadata = new Dictionary<string, string> { ["of"] = "source" } };
        await PutAsync("twin", Bytes(1_000), properties);

        using var answer = await PostAsync(await Presigning.PresignPostAsync(key, new PresignPostOptions { MaxLength = 1_000, Properties = properties }), Bytes(1_000));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        await HoldsAsync(Bytes(1_000), key);
        var (head, twin) = (await Store.FindAsync(key), await Store.FindAsync("twin"));
        Assert.Equal((twin!.ContentType, twin.ETag), (head!.ContentType, head.ETag));
        Assert.Equal(twin.Metadata, head.Metadata);
    }

    [Theory]
    [InlineData(1, HttpStatusCode.BadRequest)]
    [InlineData(2, HttpStatusCode.Created)]
    [InlineData(4, HttpStatusCode.Created)]
    [InlineData(5, HttpStatusCode.BadRequest)]
    public async Task PresignPostAsync_Range_TakesBothEndsAndNothingBeyond(int length, HttpStatusCode status)
    {
        using var answer = await PostAsync(await Presigning.PresignPostAsync("key", new PresignPostOptions { MinLength = 2, MaxLength = 4 }), new byte[length]);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.Created, await Store.FindAsync("key") is not null);
    }

    [Theory]
    [InlineData("key", "other")]
    [InlineData("Content-Type", "text/html")]
    [InlineData("x-amz-meta-of", "other")]
    [InlineData("success_action_status", "200")]
    public async Task PresignPostAsync_FieldChanged_IsRefused(string name, string value)
    {
        var form = await FormAsync();
        Assert.Contains(form.Fields, field => field.Key == name);

        await RefusedAsync(await PostAsync(form with { Fields = [.. form.Fields.Select(field => field.Key == name ? new(name, value) : field)] }, "text"u8.ToArray()));

        Assert.Empty(await ListKeysAsync());
    }

    [Fact]
    public async Task PresignPostAsync_FieldAdded_IsRefused()
    {
        var form = await FormAsync();

        await RefusedAsync(await PostAsync(form with { Fields = [.. form.Fields, new("x-amz-meta-more", "1")] }, "text"u8.ToArray()));

        Assert.Empty(await ListKeysAsync());
    }

    [Fact]
    public async Task PresignPostAsync_LifetimeOver_IsRefused()
    {
        var form = await FormAsync(TimeSpan.FromSeconds(1));

        await EndAsync(form.ExpiresAt);

        await RefusedAsync(await PostAsync(form, "text"u8.ToArray()));
        Assert.Empty(await ListKeysAsync());
    }

    [Theory]
    [InlineData(-1, 4)]
    [InlineData(5, 4)]
    [InlineData(0, (5L << 30) + 1)]
    public async Task PresignPostAsync_RangeThatCannotBe_IsInvalidRequest(long min, long max) =>
        await FailsAsync(StorageErrorKind.InvalidRequest, () => Presigning.PresignPostAsync("key", new PresignPostOptions { MinLength = min, MaxLength = max }));

    [Theory]
    [InlineData("a/${filename}", "image/png", "source")]
    [InlineData("key", "image/${filename}", "source")]
    [InlineData("key", "image/png", "from ${filename}")]
    public async Task PresignPostAsync_NameOfTheSendersFile_IsInvalidRequest(string key, string contentType, string metadata) =>
        await FailsAsync(
            StorageErrorKind.InvalidRequest,
            () => Presigning.PresignPostAsync(key, new PresignPostOptions { MaxLength = 4, Properties = new PutObjectOptions { ContentType = contentType, Metadata = new Dictionary<string, string> { ["of"] = metadata } } }));

    [Fact]
    public async Task ToString_SignedForm_HasNoField()
    {
        var form = await FormAsync();

        Assert.StartsWith($"POST {form.Url} (presigned until ", form.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(form.Fields, field => field.Value.Length > 8 && form.ToString().Contains(field.Value, StringComparison.Ordinal));
    }

    private Task<PresignedPost> FormAsync(TimeSpan? lifetime = null) => Presigning.PresignPostAsync(
        "key",
        new PresignPostOptions { MaxLength = 4, Lifetime = lifetime ?? TimeSpan.FromMinutes(1), Properties = new PutObjectOptions { ContentType = "image/png", Metadata = new Dictionary<string, string> { ["of"] = "source" } } });
}
