using System.Security.Cryptography;
using System.Text;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Processes;

namespace ResilientStorage.Cli.Commands;

public sealed class PutTests : IDisposable
{
    private const string Odd = "여행 사진 100% 😀.txt";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Put_FilesWithOddNames_StoresThemUnderTheirNames()
    {
        _workspace.Write(Odd, "hello");
        _workspace.Write("a b.md", "markdown");

        var put = (await _workspace.RunAsync("put", "--json", Odd, "a b.md")).Ended(0).Document(CliJson.Readable.PutDocument);

        Assert.Equal([("a b.md", "text/markdown"), (Odd, "text/plain")], put.Stored.Select(static file => (file.Key, file.ContentType)));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("hello"u8)), put.Stored[1].Sha256);
        Assert.Equal((13, null), (put.Bytes, put.Error));
        var get = (await _workspace.RunAsync("get", Odd)).Ended(0);
        Assert.Equal("hello", get.Output);
        Assert.Empty(get.ErrorLines);
    }

    [Fact]
    public async Task Put_JsonOfOddName_IsReadableAsWritten()
    {
        _workspace.Write(Odd, "hello");

        var put = (await _workspace.RunAsync("put", "--json", Odd)).Ended(0);

        Assert.Contains($"\"key\":\"{Odd}\"", put.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_WithoutJson_PrintsALinePerFileAndASum()
    {
        _workspace.Write("d/1", "x");
        _workspace.Write("d/e/2", new string('y', 2048));

        var put = (await _workspace.RunAsync("put", "d", "--prefix", "p")).Ended(0);

        Assert.Equal("stored p/d/1 (1 B)\nstored p/d/e/2 (2.0 KiB)\n2 files stored, 2.0 KiB\n", put.Output);
        Assert.Empty(put.ErrorLines);
    }

    [Fact]
    public async Task Put_ExistingKey_IsRefusedUntilReplaceIsGiven()
    {
        _workspace.Write("a", "old");
        (await _workspace.RunAsync("put", "a")).Ended(0);
        _workspace.Write("a", "new");

        var refused = (await _workspace.RunAsync("put", "a")).Ended(1);
        var json = (await _workspace.RunAsync("put", "a", "--json")).Ended(1);
        var replaced = (await _workspace.RunAsync("put", "a", "--replace", "--content-type", "text/x-own", "--json")).Ended(0);

        Assert.Contains("'a' exists already", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("--replace", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("", refused.Output);
        Assert.Equal((ErrorKind.AlreadyExists, "a"), (json.Document(CliJson.Readable.PutDocument).Error!.Kind, json.Document(CliJson.Readable.PutDocument).Error!.Key));
        Assert.Equal("text/x-own", replaced.Document(CliJson.Readable.PutDocument).Stored[0].ContentType);
        Assert.Equal("new", (await _workspace.RunAsync("get", "a")).Output);
    }

    [UnixFact]
    public async Task Put_FolderWithTroubles_StoresTheRestAndNamesEach()
    {
        _workspace.Write("d/good", "1");
        _workspace.Write("other/good", "2");
        File.CreateSymbolicLink(_workspace.PathOf("d/dead"), "nowhere");
        File.CreateSymbolicLink(_workspace.PathOf("d/itself"), "itself");
        Directory.CreateSymbolicLink(_workspace.PathOf("d/loop"), "..");
        Directory.CreateDirectory(_workspace.PathOf("empty"));

        var put = (await _workspace.RunAsync("put", "--json", "d", "other/good", "missing", "empty", "/proc/self/mem", "--prefix", "p/")).Ended(1);
        var document = put.Document(CliJson.Readable.PutDocument);

        Assert.Equal(["p/d/good", "p/good"], document.Stored.Select(static file => file.Key));
        Assert.Equal(["/proc/self/mem", "d/dead", "d/itself", "d/loop", "empty", "missing"], document.Failed.Select(static failure => failure.Path).Order(StringComparer.Ordinal));
        Assert.Equal(document.Failed.Count + 1, put.ErrorLines.Length);
        Assert.All(document.Failed, failure => Assert.Contains(failure.Path, failure.Error.Message, StringComparison.Ordinal));
        Assert.Contains("6 of 8 files were not stored; 2 are", put.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Several, document.Error!.Kind);
    }

    [Fact]
    public async Task Put_CurrentFolder_LeavesTheStoragesOwnFolderOut()
    {
        _workspace.Write("a", "1");
        (await _workspace.RunAsync("put", "a", "--key", "first")).Ended(0);

        var put = (await _workspace.RunAsync("put", ".")).Ended(0);

        Assert.Equal("stored a (1 B)\n", put.Output);
        Assert.Contains(".resilient-storage", Assert.Single(put.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_TwoFilesOfOneName_StoresTheFirstAndNamesTheSecond()
    {
        _workspace.Write("x/same", "1");
        _workspace.Write("y/same", "2");

        var put = (await _workspace.RunAsync("put", "x/same", "y/same")).Ended(1);

        Assert.Equal("stored same (1 B)\n", put.Output);
        Assert.Contains("'y/same' would get the key 'same', which 'x/same' gets already", put.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal("1", (await _workspace.RunAsync("get", "same")).Output);
    }

    [Fact]
    public async Task Put_WithPublishAt_IsShownAsPublished()
    {
        _workspace.Write("logo.png", "png");

        var put = (await _workspace.RunAsync("put", "logo.png", "--key", "v/logo.png", "--publish-at", "logo.png", "--json")).Ended(0);

        Assert.Equal("logo.png", put.Document(CliJson.Readable.PutDocument).Stored[0].PublishedAt);
        Assert.Equal("image/png", put.Document(CliJson.Readable.PutDocument).Stored[0].ContentType);
    }

    [Fact]
    public async Task Put_KeyThatBreaksARule_IsWrongUsage()
    {
        _workspace.Write("a", "1");

        var put = (await _workspace.RunAsync("put", "a", "--key", "../a")).Ended(2);

        Assert.Contains("'..'", Assert.Single(put.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_StoreThatCannotBeWritten_FailsAndNamesStoreAndKey()
    {
        _workspace.Write("a", "1");
        _workspace.Write(".resilient-storage/backup", Encoding.UTF8.GetBytes("no folder"));

        var put = (await _workspace.RunAsync("put", "a", "--json")).Ended(1);

        var error = put.Document(CliJson.Readable.PutDocument).Error!;
        Assert.Equal((ErrorKind.UploadFailed, "a", "backup"), (error.Kind, error.Key, error.Store));
        Assert.Contains("backup", Assert.Single(put.ErrorLines), StringComparison.Ordinal);
        (await _workspace.RunAsync("get", "a")).Ended(1);
    }
}
