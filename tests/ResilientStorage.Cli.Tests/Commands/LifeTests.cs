using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Processes;

namespace ResilientStorage.Cli.Commands;

/// <summary>What happens to a resource after it is stored: list, show, delete, restore, purge, status.</summary>
public sealed class LifeTests : IAsyncLifetime, IDisposable
{
    private readonly Workspace _workspace = new();

    public async Task InitializeAsync()
    {
        foreach (var name in new[] { "p/a", "p/b", "q" })
        {
            _workspace.Write(name, name);
        }

        (await _workspace.RunAsync("put", "p", "q")).Ended(0);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task List_WithPrefixAndDeleted_ListsThemInOrder()
    {
        (await _workspace.RunAsync("delete", "p/a")).Ended(0);

        var live = (await _workspace.RunAsync("list", "p/", "--json")).Ended(0).Documents(CliJson.Readable.ResourceDocument);
        var all = (await _workspace.RunAsync("list", "--deleted", "--json")).Ended(0).Documents(CliJson.Readable.ResourceDocument);
        var none = (await _workspace.RunAsync("list", "r", "--json")).Ended(0);
        var text = (await _workspace.RunAsync("list", "q")).Ended(0);

        Assert.Equal(["p/b"], live.Select(static resource => resource.Key));
        Assert.Equal([("p/a", true), ("p/b", false), ("q", false)], all.Select(static resource => (resource.Key, resource.DeletedAt is not null)));
        Assert.Equal(("", ""), (none.Output, none.Errors));
        Assert.Matches(@"^ +1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ q\n$", text.Output);
    }

    [Fact]
    public async Task List_LedgerThatIsNoDatabase_IsWrongConfiguration()
    {
        _workspace.Write("other/ledger.db", new string('x', 4096));

        var list = (await _workspace.RunAsync("list", "--json", "--data", "other")).Ended(2);

        Assert.Equal(ErrorKind.Configuration, list.Document(CliJson.Readable.ErrorDocument).Error.Kind);
        Assert.Contains("ledger", Assert.Single(list.ErrorLines), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Show_ReplacedResource_HasBothVersionsWithReplicasAndHistory()
    {
        (await _workspace.RunAsync("put", "q", "--replace")).Ended(0);

        var show = (await _workspace.RunAsync("show", "q", "--json")).Ended(0).Document(CliJson.Readable.ShowDocument);
        var text = (await _workspace.RunAsync("show", "q")).Ended(0);

        Assert.Equal([(VersionState.Live, VersionEnd.None), (VersionState.Deleted, VersionEnd.Superseded)], show.Versions.Select(static version => (version.State, version.End)));
        Assert.All(show.Versions, static version => Assert.Equal(["main", "backup"], version.Replicas.Select(static replica => replica.Store)));
        Assert.Equal([HistoryEvent.Begun, HistoryEvent.Committed, HistoryEvent.Superseded], show.Versions[1].History.Select(static entry => entry.Event));
        Assert.StartsWith($"q\nversion {show.Versions[0].VersionId} live\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("replica  backup: stored at ", text.Output, StringComparison.Ordinal);
        Assert.Contains(" superseded", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_UnusedKey_Fails()
    {
        var json = (await _workspace.RunAsync("show", "r", "--json")).Ended(1);

        Assert.Equal((ErrorKind.NotFound, "r"), (json.Document(CliJson.Readable.ErrorDocument).Error.Kind, json.Document(CliJson.Readable.ErrorDocument).Error.Key));
        Assert.Contains("never used", Assert.Single(json.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_OneKnownAndOneUnknown_ReportsPerKey()
    {
        var json = (await _workspace.RunAsync("delete", "q", "r", "--json")).Ended(1);
        var text = (await _workspace.RunAsync("delete", "p/a")).Ended(0);

        var document = json.Document(CliJson.Readable.DeleteDocument);
        Assert.Equal([("q", null), ("r", ErrorKind.NotFound)], document.Results.Select(static result => (result.Key, result.Error?.Kind)));
        Assert.Equal(ErrorKind.Several, document.Error!.Kind);
        Assert.Equal(2, json.ErrorLines.Length);
        Assert.StartsWith("deleted p/a; its bytes are removed after ", text.Output, StringComparison.Ordinal);
        (await _workspace.RunAsync("get", "q")).Ended(1);
    }

    [Fact]
    public async Task Delete_WaitInRetention_DeletesAndSaysWhyTheBytesStay()
    {
        var json = (await _workspace.RunAsync("delete", "q", "--wait", "--json")).Ended(1);

        var result = Assert.Single(json.Document(CliJson.Readable.DeleteDocument).Results);
        Assert.NotNull(result.VersionId);
        Assert.Equal((RemovalState.Kept, result.RemovalDueAt), (result.Removal!.State, result.Removal.DueAt));
        Assert.Equal(ErrorKind.Waiting, result.Error!.Kind);
        Assert.Contains("retention", Assert.Single(json.ErrorLines), StringComparison.Ordinal);
        (await _workspace.RunAsync("get", "q")).Ended(1);
    }

    [Fact]
    public async Task Restore_DeletedResource_IsReadableAgain()
    {
        (await _workspace.RunAsync("delete", "q")).Ended(0);

        var json = (await _workspace.RunAsync("restore", "q", "--json")).Ended(0).Document(CliJson.Readable.ResourceDocument);
        var again = (await _workspace.RunAsync("restore", "q")).Ended(1);
        (await _workspace.RunAsync("delete", "q")).Ended(0);
        var text = (await _workspace.RunAsync("restore", "q")).Ended(0);

        Assert.Equal(("q", null), (json.Key, json.DeletedAt));
        Assert.Contains("is live", Assert.Single(again.ErrorLines), StringComparison.Ordinal);
        Assert.EndsWith(" q\n", text.Output, StringComparison.Ordinal);
        Assert.Equal("q", (await _workspace.RunAsync("get", "q")).Ended(0).Output);
    }

    [Fact]
    public async Task Purge_Resource_IsConfirmedByEveryStore()
    {
        var json = (await _workspace.RunAsync("purge", "q", "--json")).Ended(0).Document(CliJson.Readable.PurgeDocument);
        var text = (await _workspace.RunAsync("purge", "p/a")).Ended(0);
        var unknown = (await _workspace.RunAsync("purge", "r")).Ended(1);

        Assert.Equal((1, true, null), (json.Versions, json.Complete, json.Error));
        Assert.Equal([("main", PurgeOutcome.Confirmed), ("backup", PurgeOutcome.Confirmed)], json.Stores.Select(static store => (store.Store, store.Outcome)).OrderByDescending(static store => store.Store));
        Assert.StartsWith("purged p/a: 1 version\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("'r'", Assert.Single(unknown.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_workspace.PathOf(".resilient-storage"), "q.*", SearchOption.AllDirectories));
        (await _workspace.RunAsync("restore", "q")).Ended(1);
    }

    [Fact]
    public async Task Status_OfThreeFiles_CountsThem()
    {
        var json = (await _workspace.RunAsync("status", "--json")).Ended(0).Document(CliJson.Readable.StatusDocument);
        var text = (await _workspace.RunAsync("status")).Ended(0);

        Assert.Equal((3L, 0L, 0L), (json.Live, json.Pending, json.UnderReplicated));
        Assert.Equal([("main", 3L, 7L), ("backup", 3L, 7L)], json.Stores.Select(static store => (store.Name, store.Stored, store.StoredBytes)));
        Assert.StartsWith("live              3\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("store backup (backup, active): 3 files, 7 B", text.Output, StringComparison.Ordinal);
    }
}
