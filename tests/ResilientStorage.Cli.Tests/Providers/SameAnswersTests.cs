using ResilientStorage.Cli.Processes;

namespace ResilientStorage.Cli.Providers;

/// <summary>The same calls on folders with SQLite, and on two Ceph clusters with PostgreSQL: the same documents, the same exit codes, the same bytes.</summary>
public sealed class SameAnswersTests : IDisposable
{
    private readonly Workspace _embedded = new();
    private readonly Workspace _servers = new();

    // In one file to be stored in parts: above the 32 MiB of the parts in flight.
    private readonly byte[] _large = new byte[(33 << 20) + 7];

    public void Dispose()
    {
        _embedded.Dispose();
        _servers.Dispose();
    }

    [ServerFact]
    public async Task Calls_OnFoldersAndOnServers_SayTheSame()
    {
        await using var storage = await ServerStorage.CreateAsync();
        new Random(1).NextBytes(_large);
        (int ExitCode, string[] Call)[] calls =
        [
            (0, ["status"]),
            (2, ["put", "photos", "--publish-at", "album/a.txt"]),
            (0, ["put", "photos", "large", "--parallel", "2"]),
            (1, ["put", "photos"]),
            (0, ["put", "photos", "--replace"]),
            (0, ["put", "photos/a.txt", "--key", "named", "--publish-at", "public/a.txt", "--content-type", "text/x-own"]),
            (1, ["put", "nowhere"]),
            (0, ["list"]),
            (0, ["list", "photos/ü"]),
            (0, ["show", "photos/a.txt"]),
            (1, ["show", "nowhere"]),
            (0, ["get", "photos/a.txt", "--output", "got-a.txt"]),
            (0, ["get", "large", "--output", "got-large"]),
            (0, ["get", "large", "--range", "0-9", "--output", "got-range"]),
            (1, ["get", "nowhere", "--output", "got-nowhere"]),
            (1, ["delete", "photos/a.txt", "nowhere"]),
            (1, ["get", "photos/a.txt", "--output", "got-deleted"]),
            (0, ["list", "--deleted"]),
            (0, ["restore", "photos/a.txt"]),
            (1, ["restore", "named"]),
            (0, ["purge", "large"]),
            (1, ["purge", "nowhere"]),
            (1, ["delete", "named", "--wait"]),
            (0, ["status"]),
        ];

        var expected = await AnswersAsync(_embedded, _embedded.Configure(), calls);
        var answers = await AnswersAsync(_servers, storage.Configure(_servers), calls);

        Assert.Equal(expected, answers);
        Assert.Equal("a", _servers.Read("got-a.txt"));
        Assert.Equal(_large, await File.ReadAllBytesAsync(_servers.PathOf("got-large")));
        Assert.Equal(_large[..10], await File.ReadAllBytesAsync(_servers.PathOf("got-range")));
    }

    [ServerFact]
    public async Task Delete_WaitWithoutRetention_LeavesNothingInTheBuckets()
    {
        await using var storage = await ServerStorage.CreateAsync();
        var file = storage.Configure(_servers, Workspace.NoRetention);
        _servers.Write("a", "1");
        (await _servers.RunAsync("put", "a", "--config", file)).Ended(0);
        Assert.Equal(2, (await storage.ObjectsAsync()).Count);

        var delete = (await _servers.RunAsync("delete", "a", "--wait", "--config", file)).Ended(0);

        Assert.Equal("deleted a, and its bytes are gone\n", delete.Output);
        Assert.Empty(await storage.ObjectsAsync());
    }

    [ServerFact]
    public async Task QuickStart_OnServers_TellsTheWholeStory()
    {
        await using var storage = await ServerStorage.CreateAsync();
        var file = storage.Configure(_servers);
        _servers.Write("a", "1");
        _servers.Write("b", "2");

        using var process = CliProcess.Start(_servers.Folder, [CliProcess.Program[0], Path.Combine(AppContext.BaseDirectory, "QuickStart.dll"), "--config", file, "a", "b"]);
        var lines = (await process.EndAsync()).Ended(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(
            ["live in main in backup readable", "2 2 2 2", "2 0 2 2", "2 2 2 2", "1 1 1 1", "2 2 2 2", "0 0 0 0"],
            lines.Select(static line => string.Join(' ', line[42..].Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        Assert.Empty(await storage.ObjectsAsync());
    }

    private async Task<List<string>> AnswersAsync(Workspace workspace, string config, (int ExitCode, string[] Call)[] calls)
    {
        workspace.Write("photos/a.txt", "a");
        workspace.Write("photos/ü/ b+c.txt", "b");
        workspace.Write("photos/empty", "");
        workspace.Write("large", _large);
        var placeholders = new Placeholders();
        var answers = new List<string>();
        foreach (var (exitCode, call) in calls)
        {
            var answer = (await workspace.RunAsync([.. call, "--json", "--config", config])).Ended(exitCode);
            answers.Add($"{string.Join(' ', call)}\n{placeholders.Apply(answer.Output)}{placeholders.Apply(string.Join('\n', answer.ErrorLines))}");
        }

        return answers;
    }
}
