using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Processes;

namespace ResilientStorage.Cli.Commands;

public sealed class WorkerTests : IDisposable
{
    private const int KilledByInterrupt = 128 + 2;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [UnixFact]
    public async Task Worker_SecondCtrlCWhileItDrains_EndsAtOnce()
    {
        var file = _workspace.Configure(Workspace.NoRetention);
        _workspace.Write("a", "1");
        (await _workspace.RunAsync("put", "a", "--config", file)).Ended(0);
        (await _workspace.RunAsync("delete", "a", "--config", file)).Ended(0);

        // A store that hangs: the record of the object is a pipe, and opening it waits for a writer that never comes.
        var record = Assert.Single(Directory.EnumerateFiles(_workspace.PathOf("stores/first"), "a.*~meta", SearchOption.AllDirectories));
        File.Delete(record);
        await NamedPipe.MakeAsync(record);
        using var worker = _workspace.Start("worker", "--config", file);
        await worker.ReadErrorsUntilAsync("the worker runs");
        while (await StateOfFirstAsync(file) != ReplicaState.Removing)
        {
            // Asked until the worker has the removal in hand.
        }

        await worker.SignalAsync("INT");
        await worker.ReadErrorsUntilAsync("Ctrl-C again ends it at once");
        await worker.SignalAsync("INT");

        Assert.Equal(KilledByInterrupt, (await worker.EndAsync()).ExitCode);
    }

    private async Task<ReplicaState> StateOfFirstAsync(string file)
    {
        var show = (await _workspace.RunAsync("show", "a", "--json", "--config", file)).Ended(0).Document(CliJson.Readable.ShowDocument);
        return Assert.Single(show.Versions).Replicas.Single(static replica => replica.Store == "first").State;
    }
}
