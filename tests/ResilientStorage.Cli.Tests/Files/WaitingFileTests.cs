using ResilientStorage.Cli.Processes;

namespace ResilientStorage.Cli.Files;

public sealed class WaitingFileTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [UnixFact]
    public async Task OpenAsync_PipeWithoutItsOtherSide_WaitsUntilCancelled()
    {
        await NamedPipe.MakeAsync(_workspace.PathOf("pipe"));
        using var cancellation = new CancellationTokenSource();

        var opening = WaitingFile.OpenAsync(_workspace.PathOf("pipe"), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write }, cancellation.Token);
        Assert.False(opening.IsCompleted);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);

        // Lets go of the thread that still waits: opening both sides at once waits for nobody.
        using var both = new FileStream(_workspace.PathOf("pipe"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
    }
}
