using System.Collections.Frozen;
using ResilientStorage.Cli.Processes;

namespace ResilientStorage.Cli.Puts;

public sealed class FileWalkTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly FileSelection _selection = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("d", "", "d/e/f")]
    [InlineData("d/", "", "d/e/f")]
    [InlineData("d/.", "", "e/f")]
    [InlineData("d/e", "p/", "p/e/f")]
    [InlineData("d/e/f", "p/", "p/f")]
    public void Add_Path_GivesTheKeyItsNamedFolders(string path, string prefix, string key)
    {
        _workspace.Write("d/e/f", "1");

        new FileWalk(_selection, FrozenSet<string>.Empty).Add(_workspace.PathOf(path), prefix);

        Assert.Equal(key, Assert.Single(_selection.Files).Key);
        Assert.Empty(_selection.Failures);
    }

    [UnixFact]
    public void Add_LinkToAFolderElsewhere_IsFollowed()
    {
        _workspace.Write("elsewhere/f", "1");
        Directory.CreateDirectory(_workspace.PathOf("d"));
        Directory.CreateSymbolicLink(_workspace.PathOf("d/link"), _workspace.PathOf("elsewhere"));
        File.CreateSymbolicLink(_workspace.PathOf("d/file"), "../elsewhere/f");

        new FileWalk(_selection, FrozenSet<string>.Empty).Add(_workspace.PathOf("d"), "");

        Assert.Equal([("d/file", 1L), ("d/link/f", 1L)], _selection.Files.Select(static file => (file.Key, file.Length)));
        Assert.Empty(_selection.Failures);
    }
}
