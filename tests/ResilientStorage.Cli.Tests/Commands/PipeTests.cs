using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Files;
using ResilientStorage.Cli.Processes;

namespace ResilientStorage.Cli.Commands;

/// <summary>What is no file: pipes and devices, read and written.</summary>
public sealed class PipeTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [UnixFact]
    public async Task Put_FolderWithAPipeThatNobodyWritesTo_StoresTheRestAndNamesIt()
    {
        _workspace.Write("d/good", "1");
        await NamedPipe.MakeAsync(_workspace.PathOf("d/pipe"));

        var put = (await _workspace.RunAsync("put", "d", "--json")).Ended(1).Document(CliJson.Readable.PutDocument);

        Assert.Equal("d/good", Assert.Single(put.Stored).Key);
        var failure = Assert.Single(put.Failed);
        Assert.Equal(("d/pipe", ErrorKind.File), (failure.Path, failure.Error.Kind));
        Assert.Contains("named pipe", failure.Error.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Put_InterruptedWhileAPipeWaitsForItsWriter_Ends()
    {
        _workspace.Write("a", "1");
        await NamedPipe.MakeAsync(_workspace.PathOf("pipe"));
        using var put = _workspace.Start("put", "a", "pipe", "--parallel", "1", "--json");
        while (!(await _workspace.RunAsync("list")).Output.EndsWith(" a\n", StringComparison.Ordinal))
        {
            // Once the first file is stored, the pipe is next.
        }

        await put.SignalAsync("INT");
        var ended = (await put.EndAsync()).Ended(1);

        Assert.Equal(ErrorKind.Cancelled, ended.Document(CliJson.Readable.PutDocument).Error!.Kind);
        Assert.Contains("1 of 2 files are stored", ended.ErrorLines[^1], StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Put_InterruptedWhileAPipeIsSilent_Ends()
    {
        await NamedPipe.MakeAsync(_workspace.PathOf("pipe"));
        using var put = _workspace.Start("put", "pipe", "--key", "k", "--json");
        await using var source = await SlowSource.FeedAsync(_workspace.PathOf("pipe"));

        await put.SignalAsync("INT");
        var ended = (await put.EndAsync()).Ended(1);

        Assert.Equal((ErrorKind.Cancelled, "k"), (ended.Document(CliJson.Readable.PutDocument).Error!.Kind, ended.Document(CliJson.Readable.PutDocument).Error!.Key));
    }

    [UnixFact]
    public async Task Put_NamedPipe_StoresWhatIsWrittenToIt()
    {
        await NamedPipe.MakeAsync(_workspace.PathOf("pipe"));
        using var put = _workspace.Start("put", "pipe", "--key", "k");
        await Task.Run(() => File.WriteAllText(_workspace.PathOf("pipe"), "through the pipe"));

        Assert.Equal("stored k (16 B)\n", (await put.EndAsync()).Ended(0).Output);
        Assert.Equal("through the pipe", (await _workspace.RunAsync("get", "k")).Ended(0).Output);
    }

    [SharedMemoryFact]
    public async Task Get_ToALongerFileBelowDev_ReplacesItWhole()
    {
        await PutAsync("short");
        var target = Path.Join(SharedMemoryFactAttribute.Folder, Path.GetRandomFileName());
        try
        {
            await File.WriteAllTextAsync(target, "something longer than the content");

            (await _workspace.RunAsync("get", "k", "-o", target)).Ended(0);

            Assert.Equal("short", await File.ReadAllTextAsync(target));
        }
        finally
        {
            File.Delete(target);
        }
    }

    [UnixFact]
    public async Task Get_ToANamedPipe_WritesToItAndLeavesItThere()
    {
        await PutAsync("to the reader");
        await NamedPipe.MakeAsync(_workspace.PathOf("pipe"));
        using var get = _workspace.Start("get", "k", "-o", "pipe");
        var read = await Task.Run(() => File.ReadAllText(_workspace.PathOf("pipe")));

        (await get.EndAsync()).Ended(0);
        Assert.Equal("to the reader", read);
        Assert.Equal(FileKind.Pipe, FileKinds.Of(_workspace.PathOf("pipe")));
    }

    [UnixFact]
    public async Task Get_InterruptedWhileThePipeIsFull_Ends()
    {
        await PutAsync(new string('x', 1 << 20));
        await NamedPipe.MakeAsync(_workspace.PathOf("pipe"));
        using var get = _workspace.Start("get", "k", "-o", "pipe");
        await using var reader = await Task.Run(() => File.OpenRead(_workspace.PathOf("pipe")));

        await get.SignalAsync("INT");

        Assert.Equal("resilient-storage: Cancelled.", Assert.Single((await get.EndAsync()).Ended(1).ErrorLines));
    }

    [UnixFact]
    public async Task Get_ToStandardOutputByItsPath_WritesToIt()
    {
        await PutAsync("content\n");

        var get = (await _workspace.RunAsync("get", "k", "-o", "/dev/stdout")).Ended(0);

        Assert.Equal("content\ngot k (8 B) to /dev/stdout\n", get.Output);
    }

    private async Task PutAsync(string content)
    {
        _workspace.Write("source", content);
        (await _workspace.RunAsync("put", "source", "--key", "k")).Ended(0);
    }
}
