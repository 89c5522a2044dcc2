using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Processes;

namespace ResilientStorage.Cli.Commands;

public sealed class ConfigurationTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Config_StoresOfAFile_AreUsed()
    {
        var file = _workspace.Configure();
        _workspace.Write("a", "1");
        (await _workspace.RunAsync("put", ".", "--config", file)).Ended(0);

        var status = (await _workspace.RunAsync("status", "--config", file, "--json")).Ended(0).Document(CliJson.Readable.StatusDocument);

        Assert.Equal(["first", "second"], status.Stores.Select(static store => store.Name));
        Assert.False(Directory.Exists(_workspace.PathOf(".resilient-storage")));
    }

    [UnixFact]
    public async Task Config_PutOfItsFolder_LeavesConfigurationAndLedgerOut()
    {
        var file = _workspace.Configure();
        _workspace.Write("a", "1");

        // Empty files are a new database to SQLite.
        foreach (var name in new[] { "ledger.db", "ledger.db-wal", "ledger.db-shm" })
        {
            _workspace.Write(name, "");
        }

        Directory.CreateSymbolicLink(_workspace.PathOf("link"), ".");
        var put = (await _workspace.RunAsync("put", "a", file, "ledger.db", "ledger.db-wal", "ledger.db-shm", "--config", "link/" + file)).Ended(0);
        Directory.Delete(_workspace.PathOf("link"));
        var folder = (await _workspace.RunAsync("put", ".", "--replace", "--config", file)).Ended(0);

        Assert.Equal(("stored a (1 B)\n", "stored a (1 B)\n"), (put.Output, folder.Output));
        Assert.Equal(4, put.ErrorLines.Length);
        Assert.All(put.ErrorLines, static line => Assert.StartsWith("left out '", line, StringComparison.Ordinal));
        Assert.Contains(folder.ErrorLines, line => line.StartsWith($"left out './{file}': ", StringComparison.Ordinal));
        Assert.Contains(folder.ErrorLines, static line => line.StartsWith("left out './ledger.db': ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Config_PutOfItselfAlone_FailsAndSaysWhy()
    {
        var file = _workspace.Configure();

        var put = (await _workspace.RunAsync("put", file, "--config", file)).Ended(1);

        Assert.Contains("belongs to the storage itself", put.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_EnvironmentVariable_CountsBeforeTheFile()
    {
        var file = _workspace.Configure();
        _workspace.Write("a", "1");
        (await _workspace.RunAsync("put", "a", "--config", file)).Ended(0);
        var environment = new Dictionary<string, string> { ["ResilientStorage__DeletedRetention"] = "00:00:00", ["ResilientStorage__ReaderGrace"] = "00:00:00" };

        var delete = (await _workspace.RunAsync(environment, "delete", "a", "--wait", "--config", file)).Ended(0);

        Assert.Equal("deleted a, and its bytes are gone\n", delete.Output);
    }

    [Theory]
    [InlineData("{ }", "ResilientStorage")]
    [InlineData("{ \"ResilientStorage\": ", "storage.json")]
    [InlineData("{ \"ResilientStorage\": { \"DeletedRetention\": \"1.00:00:00\" } }", "main store")]
    [InlineData("{ \"ResilientStorage\": { \"DeletedRetantion\": \"1.00:00:00\" } }", "DeletedRetantion")]
    public async Task Config_WrongFile_IsExitCodeTwoWithTheReason(string content, string reason)
    {
        _workspace.Write("storage.json", content);

        var status = (await _workspace.RunAsync("status", "--config", "storage.json", "--json")).Ended(2);

        Assert.Equal(ErrorKind.Configuration, status.Document(CliJson.Readable.ErrorDocument).Error.Kind);
        Assert.Contains(reason, Assert.Single(status.ErrorLines), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Config_SettingOutOfRange_IsExitCodeTwo()
    {
        var file = _workspace.Configure("\"PartSize\": 7,");

        var status = (await _workspace.RunAsync("status", "--config", file)).Ended(2);

        Assert.Contains("PartSize", Assert.Single(status.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_MissingFile_IsExitCodeTwo()
    {
        var worker = (await _workspace.RunAsync("worker", "--config", "none.json")).Ended(2);

        Assert.Contains("none.json", Assert.Single(worker.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_NameThatPointsElsewhere_IsExitCodeTwo()
    {
        var file = _workspace.Configure();
        _workspace.Write("a", "1");
        (await _workspace.RunAsync("put", "a", "--config", file)).Ended(0);
        File.WriteAllText(_workspace.PathOf(file), _workspace.Read(file).Replace("stores/first", "stores/elsewhere", StringComparison.Ordinal));

        var list = (await _workspace.RunAsync("list", "--config", file)).Ended(2);

        Assert.Contains("'first'", Assert.Single(list.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_WaitWithoutRetention_RemovesTheBytes()
    {
        var file = _workspace.Configure(Workspace.NoRetention);
        _workspace.Write("a", "1");
        (await _workspace.RunAsync("put", "a", "--config", file)).Ended(0);

        var delete = (await _workspace.RunAsync("delete", "a", "--wait", "--json", "--config", file)).Ended(0);

        Assert.Equal(RemovalState.Removed, Assert.Single(delete.Document(CliJson.Readable.DeleteDocument).Results).Removal!.State);
        Assert.Empty(Directory.EnumerateFiles(_workspace.PathOf("stores"), "a.*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Delete_WaitForAStoreThatFails_NamesTheStore()
    {
        var file = _workspace.Configure(Workspace.NoRetention);
        _workspace.Write("a", "1");
        (await _workspace.RunAsync("put", "a", "--config", file)).Ended(0);
        Directory.Move(_workspace.PathOf("stores/second"), _workspace.PathOf("unmounted"));

        var delete = (await _workspace.RunAsync("delete", "a", "--wait", "--json", "--config", file)).Ended(1);

        var error = delete.Document(CliJson.Readable.DeleteDocument).Error!;
        Assert.Equal((ErrorKind.Waiting, "a", "second"), (error.Kind, error.Key, error.Store));
    }

    [Fact]
    public async Task Purge_StoreThatFails_IsNotComplete()
    {
        var file = _workspace.Configure(Workspace.NoRetention);
        _workspace.Write("a", "1");
        (await _workspace.RunAsync("put", "a", "--config", file)).Ended(0);
        Directory.Move(_workspace.PathOf("stores/second"), _workspace.PathOf("unmounted"));

        var purge = (await _workspace.RunAsync("purge", "a", "--json", "--config", file)).Ended(1).Document(CliJson.Readable.PurgeDocument);

        Assert.Equal((false, "second"), (purge.Complete, purge.Error!.Store));
    }

    [UnixFact]
    public async Task Worker_DeletedFileThatIsDue_RemovesItsBytesAndDrainsOnSigterm()
    {
        var file = _workspace.Configure(Workspace.NoRetention);
        _workspace.Write("a", "1");
        (await _workspace.RunAsync("put", "a", "--config", file)).Ended(0);
        (await _workspace.RunAsync("delete", "a", "--config", file)).Ended(0);
        using var worker = _workspace.Start("worker", "--json", "--verbose", "--config", file);

        await worker.ReadErrorsUntilAsync("the worker runs");
        while (Directory.EnumerateFiles(_workspace.PathOf("stores"), "a.*", SearchOption.AllDirectories).Any())
        {
            // The worker's first round; a status of another process is asked meanwhile, as an operator would.
            (await _workspace.RunAsync("status", "--config", file)).Ended(0);
        }

        await worker.SignalAsync("TERM");
        var ended = (await worker.EndAsync()).Ended(0).Document(CliJson.Readable.WorkerDocument);
        Assert.Equal((0L, 0L), (ended.Status.RemovalsDue, ended.Status.DeadLetters));
        Assert.True(ended.StoppedAt > ended.StartedAt);
    }
}
