using ResilientStorage.Cli.Processes;

namespace ResilientStorage.Cli.Files;

public sealed class FileKindsTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Of_FileFolderAndNothing_TellsThemApart()
    {
        _workspace.Write("여행 😀", "1");

        Assert.Equal(FileKind.Regular, FileKinds.Of(_workspace.PathOf("여행 😀")));
        Assert.Equal(FileKind.Folder, FileKinds.Of(_workspace.Folder));
        Assert.Equal(FileKind.Missing, FileKinds.Of(_workspace.PathOf("none")));
    }

    [UnixFact]
    public async Task Of_LinkToAPipe_IsAPipeAndDoesNotWait()
    {
        await NamedPipe.MakeAsync(_workspace.PathOf("pipe"));
        File.CreateSymbolicLink(_workspace.PathOf("link"), "pipe");

        Assert.Equal((FileKind.Pipe, FileKind.Pipe), (FileKinds.Of(_workspace.PathOf("pipe")), FileKinds.Of(_workspace.PathOf("link"))));
    }

    [UnixFact]
    public void Of_NullDevice_IsADevice() => Assert.Equal(FileKind.Device, FileKinds.Of("/dev/null"));
}
