using ResilientStorage.Cli.Processes;

namespace ResilientStorage.Cli.Files;

public sealed class RealPathTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [UnixFact]
    public void Of_LinksOnTheWay_GivesTheOnePlace()
    {
        _workspace.Write("real/deep/file", "1");
        Directory.CreateSymbolicLink(_workspace.PathOf("folder"), "real");
        File.CreateSymbolicLink(_workspace.PathOf("link"), "folder/deep/file");
        var real = RealPath.Of(_workspace.PathOf("real/deep/file"));

        Assert.Equal(real, RealPath.Of(_workspace.PathOf("folder/deep/../deep/file")));
        Assert.Equal(real, RealPath.Of(_workspace.PathOf("link")));
        Assert.Equal(Path.Join(RealPath.Of(_workspace.Folder), "none/file"), RealPath.Of(_workspace.PathOf("none/file")));
    }
}
