using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Processes;

namespace ResilientStorage.Cli.Commands;

public sealed class GetTests : IAsyncLifetime, IDisposable
{
    private readonly Workspace _workspace = new();

    public async Task InitializeAsync()
    {
        _workspace.Write("a", "0123456789");
        (await _workspace.RunAsync("put", "a")).Ended(0);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Get_Ranges_CountLikeHttp()
    {
        Assert.Equal("23", (await _workspace.RunAsync("get", "a", "--range", "2-3")).Ended(0).Output);
        Assert.Equal("789", (await _workspace.RunAsync("get", "a", "--range", "7-")).Ended(0).Output);
        var outside = (await _workspace.RunAsync("get", "a", "--range", "5-10")).Ended(1);
        Assert.Contains("the resource has 10 bytes", Assert.Single(outside.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("", outside.Output);
    }

    [Fact]
    public async Task Get_ToFile_ReplacesItWhole()
    {
        _workspace.Write("out", "something longer than the content");

        var json = (await _workspace.RunAsync("get", "a", "-o", "out", "--json")).Ended(0).Document(CliJson.Readable.GetDocument);
        var text = (await _workspace.RunAsync("get", "a", "-o", "part", "--range", "8-9")).Ended(0);

        Assert.Equal(("a", 10L, 0L, 10L, "out"), (json.Key, json.Length, json.Offset, json.Bytes, json.Path));
        Assert.Equal("got a (2 B) to part\n", text.Output);
        Assert.Equal(("0123456789", "89"), (_workspace.Read("out"), _workspace.Read("part")));
        Assert.Empty(Directory.EnumerateFiles(_workspace.Folder, "*.part"));
    }

    [Fact]
    public async Task Get_BytesThatEveryStoreLost_LeavesTheTargetAsItWas()
    {
        _workspace.Write("out", "before");
        foreach (var file in Directory.EnumerateFiles(_workspace.PathOf(".resilient-storage"), "a.*", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }

        var lost = (await _workspace.RunAsync("get", "a", "-o", "out", "--json")).Ended(1);

        var error = lost.Document(CliJson.Readable.ErrorDocument).Error;
        Assert.Equal((ErrorKind.Lost, "a"), (error.Kind, error.Key));
        Assert.Single(lost.ErrorLines);
        Assert.Equal("before", _workspace.Read("out"));
        Assert.Empty(Directory.EnumerateFiles(_workspace.Folder, "*.part"));
    }

    [Fact]
    public async Task Get_BytesThatAreWrongInTheMiddle_NeverHaveTheFinalName()
    {
        _workspace.Write("three", new byte[3 << 20]);
        (await _workspace.RunAsync("put", "three")).Ended(0);
        foreach (var file in Directory.EnumerateFiles(_workspace.PathOf(".resilient-storage"), "three.*", SearchOption.AllDirectories).Where(static file => new FileInfo(file).Length == 3 << 20))
        {
            using var content = File.OpenWrite(file);
            content.Position = 5 << 19;
            content.WriteByte(1);
        }

        var broken = (await _workspace.RunAsync("get", "three", "-o", "out")).Ended(1);
        var piped = (await _workspace.RunAsync("get", "three")).Ended(1);

        Assert.Contains("do not match", Assert.Single(broken.ErrorLines), StringComparison.Ordinal);
        Assert.False(File.Exists(_workspace.PathOf("out")));
        Assert.Empty(Directory.EnumerateFiles(_workspace.Folder, "*.part"));
        Assert.Equal(2 << 20, piped.Content.Length);
    }

    [Fact]
    public async Task Get_MainStoreLost_ReadsFromBackup()
    {
        foreach (var file in Directory.EnumerateFiles(_workspace.PathOf(".resilient-storage/main"), "a.*", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }

        Assert.Equal("0123456789", (await _workspace.RunAsync("get", "a")).Ended(0).Output);
    }

    [Fact]
    public async Task Get_SupersededVersion_IsReadByItsId()
    {
        var old = (await _workspace.RunAsync("show", "a", "--json")).Ended(0).Document(CliJson.Readable.ShowDocument).Versions[0].VersionId;
        _workspace.Write("a", "new");
        (await _workspace.RunAsync("put", "a", "--replace")).Ended(0);

        Assert.Equal("0123456789", (await _workspace.RunAsync("get", "a", "--version", old)).Ended(0).Output);
        Assert.Equal("new", (await _workspace.RunAsync("get", "a")).Ended(0).Output);
    }

    [Fact]
    public async Task Get_UnknownKey_SaysHowToFindKeys()
    {
        var text = (await _workspace.RunAsync("get", "b")).Ended(1);
        var json = (await _workspace.RunAsync("get", "b", "-o", "out", "--json")).Ended(1);

        Assert.Contains("'b'", Assert.Single(text.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("list --deleted", text.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text.Errors, StringComparison.Ordinal);
        Assert.Equal((ErrorKind.NotFound, "b"), (json.Document(CliJson.Readable.ErrorDocument).Error.Kind, json.Document(CliJson.Readable.ErrorDocument).Error.Key));
        Assert.Equal(text.Errors, json.Errors);
        Assert.False(File.Exists(_workspace.PathOf("out")));
    }

    [Fact]
    public async Task Get_UnknownKeyWithVerbose_AddsAStackTrace()
    {
        var verbose = (await _workspace.RunAsync("get", "b", "--verbose")).Ended(1);

        Assert.Contains("ResourceNotFoundException", verbose.Errors, StringComparison.Ordinal);
        Assert.Contains("   at ", verbose.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_IntoAFolder_IsWrongUsage()
    {
        var folder = (await _workspace.RunAsync("get", "a", "-o", ".")).Ended(2);
        var missing = (await _workspace.RunAsync("get", "a", "-o", "none/out")).Ended(1);

        Assert.Contains("is a folder", Assert.Single(folder.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("none", Assert.Single(missing.ErrorLines), StringComparison.Ordinal);
    }
}
