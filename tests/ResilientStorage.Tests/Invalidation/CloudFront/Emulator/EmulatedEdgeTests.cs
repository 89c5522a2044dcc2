using System.Text;
using ResilientStorage.Emulators;
using ResilientStorage.Tests.Invalidation.CloudFront.Api;

namespace ResilientStorage.Tests.Invalidation.CloudFront.Emulator;

public sealed class EmulatedEdgeTests
{
    private static readonly TimeSpan Completion = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, string> _origin = new() { ["/a"] = "old", ["/b/1"] = "old" };

    [Fact]
    public async Task Get_ChangedAtTheOrigin_IsStaleUntilTheInvalidationCompletes()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        var edge = NewEdge(account);
        await edge.GetAsync("/a");
        _origin["/a"] = "new";
        await account.InvalidateAsync("batch", "/a");

        account.Time.Advance(Completion - TimeSpan.FromTicks(1));
        var before = await edge.GetAsync("/a");
        account.Time.Advance(TimeSpan.FromTicks(1));
        var after = await edge.GetAsync("/a");
        var again = await edge.GetAsync("/a");

        Assert.Equal([("old", true), ("new", false), ("new", true)], new[] { before, after, again }.Select(static answer => (Encoding.UTF8.GetString(answer.Content!), answer.WasCached)));
        Assert.Equal(2, edge.OriginRequests);
    }

    [Theory]
    [InlineData("/b/*", "/b/1", true)]
    [InlineData("/b*", "/b/1", true)]
    [InlineData("/b/", "/b/1", false)]
    [InlineData("/B/*", "/b/1", false)]
    [InlineData("/b/%2A", "/b/*", false)]
    [InlineData("/vendors%7Emain.js", "/vendors~main.js", false)]
    [InlineData("/a%20b", "/a%20b", true)]
    [InlineData("/*", "/a", true)]
    public async Task Get_AfterAnInvalidation_IsFetchedAgainOnlyWhereItMatches(string invalidated, string asked, bool isFetched)
    {
        _origin[asked] = "content";
        await using var account = await CloudFrontTestAccount.StartAsync();
        var edge = NewEdge(account);
        await edge.GetAsync(asked);
        await account.InvalidateAsync("batch", invalidated);
        account.Time.Advance(Completion);

        Assert.Equal(isFetched, !(await edge.GetAsync(asked)).WasCached);
    }

    [Fact]
    public async Task Get_QueryStringInTheCacheKey_IsNotPurgedByThePathAlone()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        var edge = NewEdge(account);
        edge.VariesByQueryString = true;
        _origin["/a?w=1"] = "small";
        await edge.GetAsync("/a?w=1");
        await account.InvalidateAsync("path", "/a");
        account.Time.Advance(Completion);
        var byPath = await edge.GetAsync("/a?w=1");
        await account.InvalidateAsync("wildcard", "/a*");
        account.Time.Advance(Completion);
        var byWildcard = await edge.GetAsync("/a?w=1");

        Assert.Equal((true, false), (byPath.WasCached, byWildcard.WasCached));
    }

    [Fact]
    public async Task Get_MissingObject_IsRememberedForTenSeconds()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        var edge = NewEdge(account);
        await edge.GetAsync("/new");
        _origin["/new"] = "here";

        account.Time.Advance(TimeSpan.FromSeconds(9.9));
        var hidden = await edge.GetAsync("/new");
        account.Time.Advance(TimeSpan.FromSeconds(0.1));
        var seen = await edge.GetAsync("/new");

        Assert.Null(hidden.Content);
        Assert.NotNull(seen.Content);
    }

    [Fact]
    public async Task Get_AnswerOfTheOriginFromBeforeThePurge_IsNotKept()
    {
        await using var account = await CloudFrontTestAccount.StartAsync();
        await account.InvalidateAsync("batch", "/a");
        var edge = account.Emulator.AddEdge(CloudFrontTestAccount.Distribution, (path, _) =>
        {
            var read = Encoding.UTF8.GetBytes(_origin[path]);
            _origin[path] = "new";
            account.Time.Advance(Completion);
            return Task.FromResult<byte[]?>(read);
        });

        var slow = await edge.GetAsync("/a");
        var next = await edge.GetAsync("/a");

        Assert.Equal(("old", "new"), (Encoding.UTF8.GetString(slow.Content!), Encoding.UTF8.GetString(next.Content!)));
    }

    private EmulatedEdge NewEdge(CloudFrontTestAccount account) =>
        account.Emulator.AddEdge(CloudFrontTestAccount.Distribution, (path, _) => Task.FromResult(_origin.TryGetValue(path, out var content) ? Encoding.UTF8.GetBytes(content) : null));
}
