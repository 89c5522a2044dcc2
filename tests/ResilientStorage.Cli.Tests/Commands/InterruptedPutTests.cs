using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Processes;

namespace ResilientStorage.Cli.Commands;

/// <summary>A put that is stopped in its middle: by a person, or by a kill.</summary>
public sealed class InterruptedPutTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [UnixFact]
    public async Task Put_InterruptedByCtrlC_LeavesNothingUnderTheKeyAndSaysSo()
    {
        await NamedPipe.MakeAsync(_workspace.PathOf("pipe"));
        using var put = _workspace.Start("put", "pipe", "--key", "k", "--json");
        await using (var source = await SlowSource.FeedAsync(_workspace.PathOf("pipe")))
        {
            await put.SignalAsync("INT");
            await source.FeedUntilBrokenAsync();
        }

        var ended = (await put.EndAsync()).Ended(1);

        var error = ended.Document(CliJson.Readable.PutDocument).Error!;
        Assert.Equal((ErrorKind.Cancelled, "k"), (error.Kind, error.Key));
        Assert.Contains("nothing is stored under 'k'", ended.ErrorLines[^1], StringComparison.Ordinal);
        (await _workspace.RunAsync("get", "k")).Ended(1);
        var status = (await _workspace.RunAsync("status", "--json")).Ended(0).Document(CliJson.Readable.StatusDocument);
        Assert.Equal((0L, 0L, 1L), (status.Live, status.Pending, status.AwaitingRemoval));
    }

    [UnixFact]
    public async Task Put_KilledAndStartedAgain_StoresTheFile()
    {
        await NamedPipe.MakeAsync(_workspace.PathOf("pipe"));
        using var put = _workspace.Start("put", "pipe", "--key", "k");
        await using (await SlowSource.FeedAsync(_workspace.PathOf("pipe")))
        {
            await put.SignalAsync("KILL");
            Assert.NotEqual(0, (await put.EndAsync()).ExitCode);
        }

        (await _workspace.RunAsync("get", "k")).Ended(1);
        _workspace.Write("file", "whole");
        var refused = (await _workspace.RunAsync("put", "file", "--key", "k")).Ended(1);
        var again = (await _workspace.RunAsync("put", "file", "--key", "k", "--replace")).Ended(0);

        Assert.Contains("under way", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("--replace", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("stored k (5 B)\n", again.Output);
        Assert.Equal("whole", (await _workspace.RunAsync("get", "k")).Ended(0).Output);
    }
}
