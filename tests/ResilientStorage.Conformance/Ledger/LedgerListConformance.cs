using ResilientStorage.Ledger;

namespace ResilientStorage.Conformance;

/// <summary>ListAsync and ListVersionsAsync.</summary>
public abstract class LedgerListConformance<TFixture> : ResourceLedgerSuite<TFixture>
    where TFixture : ResourceLedgerFixture, new()
{
    [Fact]
    public async Task List_Keys_ComeInByteOrderOfUtf8()
    {
        string[] inOrder = ["A", "Z", "a", "a b", "a%b", "a/b", "a0", "a_b", "aa", "\u00e9", "\uff5e", "\U0001f600"];
        foreach (var key in inOrder.Reverse())
        {
            await UploadAsync(key);
        }

        Assert.Equal(inOrder, await KeysAsync(new ResourceQuery()));
    }

    [Fact]
    public async Task List_StartAfter_IsExclusiveAndInByteOrder()
    {
        await UploadManyAsync("a", "b", "\uff5e", "\U0001f600");

        Assert.Equal(["b", "\uff5e", "\U0001f600"], await KeysAsync(new ResourceQuery { StartAfter = "a" }));
        Assert.Equal(["\U0001f600"], await KeysAsync(new ResourceQuery { StartAfter = "\uff5e" }));
        Assert.Empty(await KeysAsync(new ResourceQuery { StartAfter = "\U0001f600" }));
        Assert.Equal(["b", "\uff5e", "\U0001f600"], await KeysAsync(new ResourceQuery { StartAfter = "aa" }));
    }

    [Fact]
    public async Task List_Prefix_IsTextAndNoPattern()
    {
        await UploadManyAsync("a%b", "a_b", "axb", "a%", "A%b", "a!b", "[a]b", "a*b");

        Assert.Equal(["a%", "a%b"], await KeysAsync(new ResourceQuery { Prefix = "a%" }));
        Assert.Equal(["a_b"], await KeysAsync(new ResourceQuery { Prefix = "a_" }));
        Assert.Equal(["a*b"], await KeysAsync(new ResourceQuery { Prefix = "a*" }));
        Assert.Equal(["[a]b"], await KeysAsync(new ResourceQuery { Prefix = "[a]" }));
        Assert.Equal(["A%b"], await KeysAsync(new ResourceQuery { Prefix = "A" }));
        Assert.Empty(await KeysAsync(new ResourceQuery { Prefix = "b" }));
    }

    [Fact]
    public async Task List_PrefixThatEndsInTheHighestCharacters_FindsItsKeys()
    {
        await UploadManyAsync("a\uffffz", "a\U0010ffff", "a\U0010ffffz", "b");

        Assert.Equal(["a\U0010ffff", "a\U0010ffffz"], await KeysAsync(new ResourceQuery { Prefix = "a\U0010ffff" }));
        Assert.Equal(["a\uffffz"], await KeysAsync(new ResourceQuery { Prefix = "a\uffff" }));
        Assert.Equal(["a\uffffz", "a\U0010ffff", "a\U0010ffffz"], await KeysAsync(new ResourceQuery { Prefix = "a" }));
    }

    [Fact]
    public async Task List_PrefixAndStartAfter_BothHold()
    {
        await UploadManyAsync("a/1", "a/2", "a/3", "b/1");

        Assert.Equal(["a/3"], await KeysAsync(new ResourceQuery { Prefix = "a/", StartAfter = "a/2" }));
        Assert.Equal(["b/1"], await KeysAsync(new ResourceQuery { Prefix = "b/", StartAfter = "a/2" }));
        Assert.Empty(await KeysAsync(new ResourceQuery { Prefix = "a/", StartAfter = "b" }));
    }

    [Fact]
    public async Task List_Delimiter_RollsKeysBelowAPrefixIntoOneEntry()
    {
        await UploadManyAsync("a", "a/1", "a/2/x", "a/2/y", "b/1", "c");
        var entries = await ListAsync(Ledger.ListAsync(new ResourceQuery { Delimiter = "/" }));

        Assert.Equal([("a", false), ("a/", true), ("b/", true), ("c", false)], entries.Select(static entry => (entry.Key, entry.IsPrefix)));
        Assert.Equal(["a/1", "a/2/"], await KeysAsync(new ResourceQuery { Delimiter = "/", Prefix = "a/" }));
        Assert.Equal(["a/2/x", "a/2/y"], await KeysAsync(new ResourceQuery { Delimiter = "/", Prefix = "a/2/" }));
        Assert.Equal(["a", "a/"], await KeysAsync(new ResourceQuery { Delimiter = "/", Prefix = "a" }));
    }

    [Fact]
    public async Task List_DelimiterOfSeveralCharactersOrEmpty_IsTakenAsItIs()
    {
        await UploadManyAsync("a--b", "a--c", "a-d", "e%%f", "e%g");

        Assert.Equal(["a--", "a-d", "e%%f", "e%g"], await KeysAsync(new ResourceQuery { Delimiter = "--" }));
        Assert.Equal(["a--b", "a--c", "a-d", "e%%", "e%g"], await KeysAsync(new ResourceQuery { Delimiter = "%%" }));
        Assert.Equal(5, (await KeysAsync(new ResourceQuery { Delimiter = "" })).Length);
    }

    [Fact]
    public async Task List_StartAfterARolledUpPrefix_GoesOnBehindIt()
    {
        await UploadManyAsync("a/1", "a/2", "a0", "b/1", "b/2");

        Assert.Equal(["a0", "b/"], await KeysAsync(new ResourceQuery { Delimiter = "/", StartAfter = "a/" }));
        Assert.Equal(["a0", "b/"], await KeysAsync(new ResourceQuery { Delimiter = "/", StartAfter = "a/1" }));
        Assert.Empty(await KeysAsync(new ResourceQuery { Delimiter = "/", StartAfter = "b/" }));
    }

    [Fact]
    public async Task List_Limit_CountsEntriesAndPagesJoin()
    {
        await UploadManyAsync("a", "a/1", "a/2", "b/1", "b/2", "c", "d/1");
        var query = new ResourceQuery { Delimiter = "/", Limit = 2 };
        var pages = new List<string[]>();
        for (var page = await KeysAsync(query); page.Length > 0; page = await KeysAsync(query with { StartAfter = page[^1] }))
        {
            pages.Add(page);
        }

        Assert.Equal([["a", "a/"], ["b/", "c"], ["d/"]], pages);
        Assert.Empty(await KeysAsync(query with { Limit = 0 }));
        Assert.Equal(["a", "a/1", "a/2"], await KeysAsync(new ResourceQuery { Limit = 3 }));
    }

    [Fact]
    public async Task List_MoreThanOnePage_IsWholeAndInOrder()
    {
        var keys = Enumerable.Range(0, 1203).Select(static i => $"k{i:D5}").ToArray();
        await UploadManyAsync(keys);

        Assert.Equal(keys, await KeysAsync(new ResourceQuery()));
        Assert.Equal(keys[..1001], await KeysAsync(new ResourceQuery { Limit = 1001 }));
        Assert.Equal(["k"], await KeysAsync(new ResourceQuery { Delimiter = "k" }));
    }

    [Fact]
    public async Task List_WithoutIncludeDeleted_ShowsLiveResourcesOnly()
    {
        await UploadManyAsync("deleted", "live", "other");
        await BeginAsync("pending");
        await DeleteAsync("deleted");

        Assert.Equal(["live", "other"], await KeysAsync(new ResourceQuery()));
    }

    [Fact]
    public async Task List_IncludeDeleted_AddsTheVersionThatARestoreWouldTake()
    {
        await UploadManyAsync("deleted", "live", "purged", "superseded");
        await UploadAsync("superseded");
        await Ledger.FailUploadAsync(new UploadFailure { VersionId = await BeginAsync("failed"), Epoch = 1, Reason = "no" });
        await DeleteAsync("purged");
        await RemoveAllAsync();
        var last = await UploadAsync("deleted");
        await DeleteAsync("deleted", TimeSpan.FromDays(1));
        await BeginAsync("deleted");
        await DeleteAsync("superseded");
        await RemoveAllAsync();
        var listed = await ListAsync(Ledger.ListAsync(new ResourceQuery { IncludeDeleted = true }));

        Assert.Equal(["deleted", "live"], listed.Select(static resource => resource.Key));
        Assert.Equal(last, listed[0].VersionId);
        Assert.NotNull(listed[0].DeletedAt);
        Assert.Null(listed[1].DeletedAt);
        Assert.Equal(["deleted", "live"], await KeysAsync(new ResourceQuery { IncludeDeleted = true, Prefix = "", Delimiter = "/" }));
    }

    [Fact]
    public async Task List_Resource_IsDescribedWhole()
    {
        var id = await UploadAsync("a", with => with with { PublishAt = PublishAt.Key("fixed/a"), ContentType = "text/plain" });
        var listed = Assert.Single(await ListAsync(Ledger.ListAsync(new ResourceQuery())));

        Assert.Equal((id, 1000L, "text/plain", "fixed/a", false), (listed.VersionId, listed.Length, listed.ContentType, listed.PublishedAt!, listed.IsPrefix));
        Assert.Equal((await SnapshotAsync(id)).Resource.ObjectKey, listed.ObjectKey);
    }

    [Fact]
    public async Task ListVersions_ComeNewestFirstWithReplicasAndHistory()
    {
        var first = await UploadAsync("a");
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        var second = await UploadAsync("a");
        await UploadAsync("b");
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        var third = await BeginAsync("a");
        var sameTime = await BeginAsync("a");
        var versions = await ListAsync(Ledger.ListVersionsAsync(new VersionQuery { Key = "a" }));

        Assert.Equal([sameTime, third, second, first], versions.Select(static version => version.VersionId));
        Assert.All(versions, static version => Assert.Equal(["main", "backup"], version.Replicas.Select(static replica => replica.Store)));
        Assert.Equal([HistoryEvent.Begun, HistoryEvent.Committed, HistoryEvent.Superseded], versions[3].History.Select(static entry => entry.Event));
        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(1)], versions[3].History.Select(entry => entry.At - versions[3].BegunAt));
        Assert.All(versions[3].History, static entry => Assert.Null(entry.Store));
    }

    [Fact]
    public async Task ListVersions_UnknownKey_IsEmpty() =>
        Assert.Empty(await ListAsync(Ledger.ListVersionsAsync(new VersionQuery { Key = "none" })));

    private async Task UploadManyAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await UploadAsync(key);
        }
    }

    private async Task<string[]> KeysAsync(ResourceQuery query) =>
        [.. (await ListAsync(Ledger.ListAsync(query))).Select(static resource => resource.Key)];
}
