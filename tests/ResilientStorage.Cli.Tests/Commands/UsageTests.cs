using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Processes;

namespace ResilientStorage.Cli.Commands;

public sealed class UsageTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("--help", "")]
    [InlineData("--help", "frobnicate")]
    [InlineData("get --help", "get")]
    [InlineData("'b' is no argument", "get a b")]
    [InlineData("--nope", "get a --nope")]
    [InlineData("--range is 'x'", "get a --range x")]
    [InlineData("--range is '5-4'", "get a --range 5-4")]
    [InlineData("--version is '1'", "get a --version 1")]
    [InlineData("exclude each other", "put a --key k --prefix p")]
    [InlineData("--key names a single file", "put a b --key k")]
    [InlineData("--publish-at names a single file", "put a b --publish-at k")]
    [InlineData("is a folder", "put . --key k")]
    [InlineData("give a number from 1 to 64", "put a --parallel 0")]
    [InlineData("exclude each other", "status --data d --config c")]
    [InlineData("--section needs --config", "status --section S")]
    [InlineData("--instance needs --config", "status --instance i")]
    [InlineData("--instance needs --config", "status --data d --instance i")]
    [InlineData("'..'", "show ../a")]
    public async Task Run_WrongArguments_IsExitCodeTwoWithOneLine(string expected, string arguments)
    {
        var run = (await _workspace.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Ended(2);

        Assert.Contains(expected, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("", run.Output);
        Assert.Empty(Directory.EnumerateFiles(_workspace.Folder));
    }

    [Fact]
    public async Task Get_JsonWithoutFile_IsRefusedAsADocument()
    {
        var run = (await _workspace.RunAsync("get", "a", "--json")).Ended(2);

        var error = run.Document(CliJson.Readable.ErrorDocument).Error;
        Assert.Equal(ErrorKind.Usage, error.Kind);
        Assert.Contains("-o FILE", error.Message, StringComparison.Ordinal);
        Assert.Equal($"resilient-storage: {error.Message}", Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task Help_OfPut_NamesEveryOption()
    {
        var help = (await _workspace.RunAsync("put", "--help")).Ended(0);

        Assert.All(
            ["--key", "--prefix", "--replace", "--content-type", "--publish-at", "--parallel", "--data", "--config", "--section", "--instance", "--json", "--verbose"],
            option => Assert.Contains(option + " ", help.Output, StringComparison.Ordinal));
        Assert.Equal("", help.Errors);
    }
}
