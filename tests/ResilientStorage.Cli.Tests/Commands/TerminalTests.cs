using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Processes;

namespace ResilientStorage.Cli.Commands;

/// <summary>The same commands on a terminal.</summary>
public sealed class TerminalTests : IDisposable
{
    private const string Escape = "\u001b[";

    private readonly Workspace _workspace = new();

    public TerminalTests()
    {
        // Sparse: bytes without a disk full of them.
        using var file = File.Create(_workspace.PathOf("[big] 큰 파일"));
        file.SetLength(96 << 20);
    }

    public void Dispose() => _workspace.Dispose();

    [TerminalFact]
    public async Task Put_OnATerminal_ShowsABarWithBytesRateAndTime()
    {
        var put = (await Terminal.RunAsync(_workspace, "", "put", "[big] 큰 파일")).Ended(0);

        Assert.Contains(Escape, put.Output, StringComparison.Ordinal);
        Assert.Matches(@"put .* 0% 0 B of 96\.0 MiB \?/s --:--:--", put.Shown);
        Assert.Matches(@"put .* 100% 96\.0 MiB of 96\.0 MiB \d.* [KMG]iB/s 00:00:00", put.Shown);
        Assert.EndsWith("stored [big] 큰 파일 (96.0 MiB)\r\n", put.Shown, StringComparison.Ordinal);
    }

    [TerminalFact]
    public async Task Put_JsonBesideATerminal_KeepsStandardOutputClean()
    {
        (await Terminal.RunAsync(_workspace, "> out.json", "put", "--json", "[big] 큰 파일")).Ended(0);

        var piped = new CliResult(0, await File.ReadAllBytesAsync(_workspace.PathOf("out.json")), "");
        Assert.Equal(96 << 20, Assert.Single(piped.Document(CliJson.Readable.PutDocument).Stored).Length);
    }

    [TerminalFact]
    public async Task Get_OnATerminal_ShowsTheBytesAndNoBar()
    {
        _workspace.Write("a", "plain text\n");
        (await _workspace.RunAsync("put", "a")).Ended(0);

        var get = (await Terminal.RunAsync(_workspace, "", "get", "a")).Ended(0);
        var missing = (await Terminal.RunAsync(_workspace, "", "get", "b")).Ended(1);

        Assert.Equal("plain text\r\n", get.Shown);
        Assert.StartsWith("resilient-storage: There is no resource 'b'", missing.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_WithoutATerminal_WritesNoEscapes()
    {
        var put = (await _workspace.RunAsync("put", "[big] 큰 파일")).Ended(0);

        Assert.DoesNotContain('\u001b', put.Output + put.Errors);
    }
}
