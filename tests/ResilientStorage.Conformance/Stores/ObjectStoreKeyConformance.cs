using System.Text;

namespace ResilientStorage.Conformance.Stores;

/// <summary>Object keys that file systems, URLs and sort orders trip over.</summary>
public abstract class ObjectStoreKeyConformance : StoreConformance
{
    public static TheoryData<string> AwkwardKeys { get; } =
    [
        "with space.txt",
        "percent%20and%zz%",
        "plus+and&and=and?and#",
        "tilde~meta",
        "한국어/사진 모음.webp",
        "emoji-\U0001F600/\U0001F468‍\U0001F469‍\U0001F467.png",
        "full-width-～",
        "quote\"'`<>|*:;$@!(){}[]^",
        "dots/a./b../...x/.hidden",
        "trailing-space /x ",
        "nul",
        "CON.txt",
        "aux/com1/lpt9.log",
        ".resilient-storage/owner.json",
        "a~",
        "a~meta/b~meta",
        "%2e%2e/%2e",
        "double//slash",
        "ends-with-slash/",
    ];

    [Theory]
    [MemberData(nameof(AwkwardKeys))]
    public async Task PutAsync_AwkwardKey_IsFoundReadListedAndDeleted(string key)
    {
        await PutAsync(key, "text of " + key);

        Assert.NotNull(await Store.FindAsync(key));
        Assert.Equal("text of " + key, await ReadTextAsync(key));
        Assert.Equal([key], await ListKeysAsync());
        Assert.Equal([key], await ListKeysAsync(key));
        Assert.True((await DeleteAsync(key))[0].IsDeleted);
        Assert.Empty(await ListKeysAsync());
    }

    [Theory]
    [InlineData("case", "CASE", "Case")]
    [InlineData("caf\u00E9", "cafe\u0301", "cafe")]
    [InlineData("\uAC00", "\u1100\u1161", "\u1100")]
    [InlineData("a", "a/b", "a/b/c")]
    [InlineData("stra\u00DFe", "strasse", "STRASSE")]
    [InlineData("x.", "x", "x ")]
    [InlineData("a+b", "a b", "a%20b")]
    public async Task PutAsync_Twins_StayApart(string first, string second, string third)
    {
        string[] keys = [first, second, third];
        foreach (var key in keys)
        {
            await PutAsync(key, "text of " + key);
        }

        foreach (var key in keys)
        {
            Assert.Equal("text of " + key, await ReadTextAsync(key));
        }

        await DeleteAsync(second);

        Assert.Null(await Store.FindAsync(second));
        Assert.Equal("text of " + first, await ReadTextAsync(first));
        Assert.Equal("text of " + third, await ReadTextAsync(third));
    }

    [Theory]
    [InlineData("a", 900)]
    [InlineData("A", 900)]
    [InlineData("\uD55C", 300)]
    [InlineData("a", 937)]
    [InlineData("a", 1024)]
    [InlineData("\U0001F600", 256)]
    [InlineData(".", 1024)]
    public async Task PutAsync_LongSegment_IsStored(string unit, int times)
    {
        var key = string.Concat(Enumerable.Repeat(unit, times));
        var neighbour = key[..^unit.Length];
        await PutAsync(key, "long");
        await PutAsync(neighbour, "shorter");

        Assert.Equal("long", await ReadTextAsync(key));
        Assert.Equal([neighbour, key], await ListKeysAsync());
        await DeleteAsync(neighbour);
        Assert.Equal([key], await ListKeysAsync());
    }

    [Fact]
    public async Task PutAsync_LongSegmentWithVersionIdInFolder_IsStored()
    {
        var key = $"{new string('n', 900)}.0198f000-0000-7000-8000-000000000000";
        Assert.Equal(937, Encoding.UTF8.GetByteCount(key));
        await PutAsync(key);
        await PutAsync(key + "/x");

        Assert.Equal([key, key + "/x"], await ListKeysAsync());
    }

    [Fact]
    public async Task PutAsync_ManyFoldersDeep_IsStored()
    {
        var key = string.Join('/', Enumerable.Repeat("d", 512));
        await PutAsync(key);

        Assert.Equal([key], await ListKeysAsync());
    }

    [Fact]
    public async Task PutAsync_MoreThan1024Bytes_IsInvalidRequest() =>
        await FailsAsync(StorageErrorKind.InvalidRequest, () => PutAsync(new string('a', 1025)));

    [Fact]
    public async Task PutAsync_EmptyKey_IsInvalidRequest() => await FailsAsync(StorageErrorKind.InvalidRequest, () => PutAsync(""));

    [Fact]
    public async Task PutAsync_LoneSurrogate_IsInvalidRequest() => await FailsAsync(StorageErrorKind.InvalidRequest, () => PutAsync("half-\uD83D"));
}
