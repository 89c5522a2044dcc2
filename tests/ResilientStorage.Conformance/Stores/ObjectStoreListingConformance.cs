using System.Text;

namespace ResilientStorage.Conformance.Stores;

/// <summary>Listings: order, prefix, start, completeness.</summary>
public abstract class ObjectStoreListingConformance : StoreConformance
{
    [Fact]
    public async Task ListAsync_EmptyStore_IsEmpty() => Assert.Empty(await ListKeysAsync());

    [Fact]
    public async Task ListAsync_StoredObjects_TellsLengthAndTag()
    {
        var stored = await PutAsync("key", "12345");

        var entries = new List<ResilientStorage.Stores.ObjectEntry>();
        await foreach (var entry in Store.ListAsync(""))
        {
            entries.Add(entry);
        }

        var only = Assert.Single(entries);
        Assert.Equal(5, only.Length);
        Assert.Equal(stored.ETag, only.ETag);
    }

    [Fact]
    public async Task ListAsync_NeighboursOfTheSlash_AreInByteOrder()
    {
        // In bytes: '!' 21, '-' 2D, '.' 2E, '/' 2F, '0' 30, 'A' 41, '_' 5F, 'a' 61, '~' 7E.
        string[] ordered = ["a", "a!", "a-", "a-/z", "a-b", "a.", "a.b", "a.b/c", "a/", "a/b", "a/b-c", "a/b/c", "a0", "aA", "a_", "aa", "a~", "b"];
        foreach (var key in ordered.Reverse())
        {
            await PutAsync(key);
        }

        Assert.Equal(ordered, await ListKeysAsync());
    }

    [Fact]
    public async Task ListAsync_AboveTheBasicPlane_ComesAfterFullWidthForms()
    {
        // UTF-16 would put the surrogates of U+1F600 before U+FF5E.
        string[] ordered = ["x", "x\u007F", "x\u0080", "x\uD55C", "x\uFF5E", "x\uFF5E/a", "x\U0001F600", "x\U0001F600/a"];
        foreach (var key in ordered.Reverse())
        {
            await PutAsync(key);
        }

        Assert.Equal(ordered, await ListKeysAsync());
    }

    [Fact]
    public async Task ListAsync_LongSegmentsThatShareTheirBeginning_AreInByteOrder()
    {
        var begin = new string('s', 300);
        var capitals = new string('S', 199);
        string[] ordered = [capitals, capitals + "-", capitals + "-x", capitals + "/", capitals + "/a", capitals + "S", capitals + "\uD55C", begin[..200], begin[..200] + "/x", begin[..200] + "s", begin, begin + "-", begin + "/a", begin + "/b", begin + "0", begin + "\uD55C"];
        foreach (var key in ordered.Reverse())
        {
            await PutAsync(key);
        }

        Assert.Equal(ordered, await ListKeysAsync());
    }

    [Theory]
    [InlineData("", new[] { "a", "a/b", "a/c", "ab", "b/c" })]
    [InlineData("a", new[] { "a", "a/b", "a/c", "ab" })]
    [InlineData("a/", new[] { "a/b", "a/c" })]
    [InlineData("a/b", new[] { "a/b" })]
    [InlineData("a/b/", new string[0])]
    [InlineData("ab", new[] { "ab" })]
    [InlineData("b", new[] { "b/c" })]
    [InlineData("c", new string[0])]
    [InlineData("A", new string[0])]
    public async Task ListAsync_Prefix_GivesOnlyThatBegin(string prefix, string[] expected)
    {
        foreach (var key in new[] { "a", "a/b", "a/c", "ab", "b/c" })
        {
            await PutAsync(key);
        }

        Assert.Equal(expected, await ListKeysAsync(prefix));
    }

    [Theory]
    [InlineData("", "a", new[] { "a-b", "a/b", "a/b/c", "ab", "b" })]
    [InlineData("", "a/b", new[] { "a/b/c", "ab", "b" })]
    [InlineData("", "a/", new[] { "a/b", "a/b/c", "ab", "b" })]
    [InlineData("", "a/a-key-that-is-not-there", new[] { "a/b", "a/b/c", "ab", "b" })]
    [InlineData("", "a0", new[] { "ab", "b" })]
    [InlineData("", "a/b/c/d", new[] { "ab", "b" })]
    [InlineData("a/", "a/b", new[] { "a/b/c" })]
    [InlineData("a/", "0", new[] { "a/b", "a/b/c" })]
    [InlineData("a/", "b", new string[0])]
    [InlineData("", "b", new string[0])]
    public async Task ListAsync_StartAfter_BeginsBehindThatKey(string prefix, string startAfter, string[] expected)
    {
        foreach (var key in new[] { "a", "a-b", "a/b", "a/b/c", "ab", "b" })
        {
            await PutAsync(key);
        }

        Assert.Equal(expected, await ListKeysAsync(prefix, startAfter));
    }

    [Fact]
    public async Task ListAsync_MoreThanAPage_IsCompleteAndOrdered()
    {
        var keys = Enumerable.Range(0, 1_100).Select(static n => $"{n % 7}/{n:x}").ToList();
        foreach (var some in keys.Chunk(50))
        {
            await Task.WhenAll(some.Select(key => Task.Run(() => PutAsync(key, ""))));
        }

        Assert.Equal(keys.Order(Utf8ByteOrderComparer.Instance), await ListKeysAsync());
    }

    [Fact]
    public async Task ListAsync_RandomKeys_AgreesWithByteOrderFromEveryStart()
    {
        const int seed = 20_260_101;
        var random = new Random(seed);
        string[] alphabet = ["a", "A", "b", "-", ".", "/", "/", "0", "_", "~", " ", "%", "\u00E9", "\uD55C", "\uFF5E", "\U0001F600"];

        // No object key of the engine begins with a slash, and the AWS SDK cannot send one that does.
        var keys = Enumerable.Range(0, 150)
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => alphabet[random.Next(alphabet.Length)])))
            .Where(static key => key[0] != '/')
            .Distinct(StringComparer.Ordinal)
            .ToList();
        foreach (var key in keys)
        {
            await PutAsync(key, "");
        }

        // The bytes themselves, so that the comparer is not its own witness.
        var ordered = keys.OrderBy(static key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal).ToList();
        Assert.Equal(ordered, await ListKeysAsync());
        for (var index = 0; index < ordered.Count; index += 7)
        {
            Assert.Equal(ordered.Skip(index + 1), await ListKeysAsync("", ordered[index]));
        }
    }

    [Fact]
    public async Task ListAsync_Cancelled_Throws()
    {
        await PutAsync("a");
        await PutAsync("b");
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var entry in Store.ListAsync("", null, source.Token))
            {
                source.Cancel();
            }
        });
    }
}
