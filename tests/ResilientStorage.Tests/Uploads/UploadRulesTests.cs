using ResilientStorage.ObjectKeys;
using ResilientStorage.Testing;

namespace ResilientStorage.Uploads;

/// <summary>What is refused at the door, with the rule, before anything is read or sent.</summary>
public sealed class UploadRulesTests
{
    public static TheoryData<string, UploadOptions, string> BadOptions => new()
    {
        { "a.bin", new UploadOptions { ContentLength = -1 }, "ContentLength is -1" },
        { "a.bin", new UploadOptions { ContentType = "" }, "ContentType" },
        { "a.bin", new UploadOptions { ContentType = " image/webp" }, "ContentType" },
        { "a.bin", new UploadOptions { ContentType = "image/webp\r\nx: y" }, "ContentType" },
        { "a.bin", new UploadOptions { ContentType = "bild/größe" }, "ContentType" },
        { "a.bin", new UploadOptions { ContentType = new string('x', 201) }, "ContentType" },
        { "a.bin", new UploadOptions { ContentType = null! }, "ContentType" },
        { "a.bin", new UploadOptions { CachePolicy = new CachePolicy("") }, "cache policy" },
        { "a.bin", new UploadOptions { CachePolicy = new CachePolicy("no-cache\n") }, "cache policy" },
        { "a.bin", new UploadOptions { CachePolicy = new CachePolicy(null!) }, "cache policy" },
        { "a.bin", new UploadOptions { CachePolicy = new CachePolicy(new string('x', 201)) }, "cache policy" },
        { "a.bin", new UploadOptions { Sha256 = new string('a', 63) }, "Sha256" },
        { "a.bin", new UploadOptions { Sha256 = new string('g', 64) }, "Sha256" },
        { "a.bin", new UploadOptions { IdempotencyKey = "" }, "IdempotencyKey" },
        { "a.bin", new UploadOptions { IdempotencyKey = new string('x', 201) }, "IdempotencyKey" },
        { "a.bin", new UploadOptions { IfVersion = new VersionId(Guid.Empty) }, "IfExists = Replace" },
        { "a.bin", new UploadOptions { IfExists = (IfExists)7 }, "not defined" },
        { "a.bin", new UploadOptions { Access = (ResourceAccess)7 }, "not defined" },
        { "a.bin", new UploadOptions { Metadata = null! }, "Metadata" },
        { "a.bin", new UploadOptions { Metadata = One("", "x") }, "metadata name ''" },
        { "a.bin", new UploadOptions { Metadata = One("Author", "x") }, "metadata name 'Author'" },
        { "a.bin", new UploadOptions { Metadata = One("a b", "x") }, "metadata name 'a b'" },
        { "a.bin", new UploadOptions { Metadata = One("rs-version", "x") }, "kept for the library" },
        { "a.bin", new UploadOptions { Metadata = One("a", null!) }, "null or has a control character" },
        { "a.bin", new UploadOptions { Metadata = One("a", "x\ny") }, "null or has a control character" },
        { "a.bin", new UploadOptions { Metadata = One("a", "x\uD800y") }, "surrogate" },
        { "a.bin", new UploadOptions { Metadata = One("a", new string('x', 2_048)) }, "bytes as encoded" },
        { "a.bin", new UploadOptions { Metadata = One("a", new string('é', 400)) }, "bytes as encoded" },
        { ".resilient-storage/owner.json", new UploadOptions(), "belong to the library" },
        { ".resilient-storage/x", new UploadOptions { IfExists = IfExists.Replace }, "belong to the library" },
        { "/a", new UploadOptions(), "begins with '/'" },
        { "a/../b", new UploadOptions(), "'..'" },
        { "a.bin", new UploadOptions { PublishAt = PublishAt.Key(".resilient-storage/x") }, "belongs to the library" },
        { "a.bin", new UploadOptions { PublishAt = PublishAt.Key("a.0193c0de-0000-7000-8000-000000000000.bin") }, "without a version id" },
        { "a.bin", new UploadOptions { PublishAt = PublishAt.Key("x/a.0193c0de-0000-7000-8000-000000000000") }, "without a version id" },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public async Task UploadAsync_AgainstARule_ArgumentExceptionNamingItBeforeAnything(string key, UploadOptions options, string rule)
    {
        await using var test = Small.Storage();
        using var source = new SourceStream(new byte[10]);

        var error = await Assert.ThrowsAnyAsync<ArgumentException>(() => test.Storage.UploadAsync(key, source, options));

        Assert.Contains(rule, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, source.BytesRead);
        Assert.Empty(test.MainFaults.Calls);
        Assert.DoesNotContain(test.LedgerFaults.Calls, static call => call.Operation == LedgerOperation.BeginUpload);
    }

    [Fact]
    public async Task UploadAsync_NullKeyOrStreamOrClosedStream_Refused()
    {
        await using var test = Small.Storage();
        using var source = new MemoryStream();
        await Assert.ThrowsAsync<ArgumentNullException>("key", () => test.Storage.UploadAsync(null!, source));
        await Assert.ThrowsAsync<ArgumentNullException>("content", () => test.Storage.UploadAsync("a", (Stream)null!));
        await source.DisposeAsync();
        await Assert.ThrowsAsync<ArgumentException>("content", () => test.Storage.UploadAsync("a", source));
    }

    [Fact]
    public async Task UploadAsync_HeadersAndKeysOfTheLongestKind_Stored()
    {
        await using var test = Small.Storage();
        var options = new UploadOptions { ContentType = new string('x', 200), CachePolicy = new CachePolicy(new string('y', 200)), IdempotencyKey = new string('z', 200) };
        var key = new string('k', ResourceKey.MaxBytes);

        var resource = await test.Storage.UploadAsync(key, new byte[1], options);

        var head = await test.Backup.FindAsync(resource.ObjectKey);
        Assert.Equal((options.ContentType, options.CachePolicy.CacheControl), (head!.ContentType, head.CacheControl));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("50% off")]
    [InlineData("a%20b")]
    [InlineData(" spaces at both ends ")]
    [InlineData("größe 写真 😀")]
    [InlineData("quotes \" and ; = , tilde ~")]
    public async Task UploadAsync_MetadataOfAnyText_StoredAsAsciiAndComesBackEqual(string value)
    {
        await using var test = Small.Storage();

        var resource = await test.Storage.UploadAsync("a.bin", new byte[1], new UploadOptions { Metadata = One("note", value) });

        var stored = (await test.Main.FindAsync(resource.ObjectKey))!.Metadata["note"];
        Assert.All(stored, static c => Assert.InRange(c, ' ', '~'));
        Assert.Equal(stored.Trim(), stored);
        Assert.Equal(value, ObjectMetadata.Decode(stored));
        Assert.Equal(value, resource.Metadata["note"]);
        Assert.Equal(value, (await test.Storage.FindAsync("a.bin"))!.Metadata["note"]);
    }

    [Theory]
    [InlineData("k", 0, true)]
    [InlineData("k", 1, false)]
    [InlineData("longest", 0, true)]
    [InlineData("longest", 1, false)]
    public async Task UploadAsync_MetadataAtTheBorder_TakenUpToIt(string key, int beyond, bool taken)
    {
        await using var test = Small.Storage();
        key = key == "longest" ? new string('k', ResourceKey.MaxBytes) : key;
        var left = ObjectMetadata.BytesLeft(key, "default");
        Assert.InRange(left, 600, ObjectMetadata.MaxBytes);
        var options = new UploadOptions { Metadata = One("n", new string('v', left - 1 + beyond)) };

        if (!taken)
        {
            var error = await Assert.ThrowsAsync<ArgumentException>(() => test.Storage.UploadAsync(key, new byte[1], options));
            Assert.Contains($"{left}", error.Message, StringComparison.Ordinal);
            return;
        }

        var resource = await test.Storage.UploadAsync(key, new byte[1], options);
        var stored = (await test.Main.FindAsync(resource.ObjectKey))!.Metadata;
        Assert.InRange(stored.Sum(static entry => entry.Key.Length + entry.Value.Length), 1, ObjectMetadata.MaxBytes);
    }

    [Fact]
    public async Task UploadAsync_LibrarysOwnMetadata_EnoughToRebuildALedger()
    {
        await using var test = Small.Storage();

        var small = await test.Storage.UploadAsync("photos/größe.jpg", new byte[10]);
        var large = await test.Storage.UploadAsync("large.bin", TestContent.Bytes(Small.Window + 1));

        var entries = (await test.Main.FindAsync(small.ObjectKey))!.Metadata;
        Assert.Equal(small.VersionId.ToString(), entries["rs-version"]);
        Assert.Equal("default", entries["rs-instance"]);
        Assert.Equal("photos/größe.jpg", System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(entries["rs-key"])));
        Assert.Equal("10", entries["rs-length"]);
        Assert.Equal(small.Sha256, entries["rs-sha256"]);
        var parts = (await test.Main.FindAsync(large.ObjectKey))!.Metadata;
        Assert.Equal(large.VersionId.ToString(), parts["rs-version"]);
        Assert.DoesNotContain("rs-length", parts.Keys);
    }

    [Fact]
    public async Task UploadAsync_CallerChangesItsMetadataMeanwhile_StoredAsGiven()
    {
        await using var test = Small.Storage();
        var mutable = One("note", "before");
        using var source = new SourceStream(new byte[10]) { OnRead = _ => mutable["note"] = "after" };

        var resource = await test.Storage.UploadAsync("a.bin", source, new UploadOptions { Metadata = mutable });

        Assert.Equal("before", resource.Metadata["note"]);
        Assert.Equal("before", (await test.Main.FindAsync(resource.ObjectKey))!.Metadata["note"]);
    }

    private static Dictionary<string, string> One(string name, string value) => new(StringComparer.Ordinal) { [name] = value };
}
