using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Processes;
using Xunit.Abstractions;

namespace ResilientStorage.Cli.Commands;

/// <summary>Many files, and a large one.</summary>
public sealed class ManyFilesTests(ITestOutputHelper output) : IDisposable
{
    private const long LargeBytes = 2L << 30;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Put_FolderOfManySmallFiles_StoresEach()
    {
        var count = LongRun.IsOn ? 10_000 : 300;
        for (var i = 0; i < count; i++)
        {
            _workspace.Write(string.Create(CultureInfo.InvariantCulture, $"many/{i % 100}/{i}.txt"), i.ToString(CultureInfo.InvariantCulture));
        }

        var began = Stopwatch.GetTimestamp();
        var put = (await _workspace.RunAsync("put", "many", "--json")).Ended(0).Document(CliJson.Readable.PutDocument);
        output.WriteLine($"{count} files in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");

        Assert.Equal(count, put.Stored.Count);
        var status = (await _workspace.RunAsync("status", "--json")).Ended(0).Document(CliJson.Readable.StatusDocument);
        Assert.Equal((count, 0L), (status.Live, status.Pending));
        var list = (await _workspace.RunAsync("list", "--json")).Ended(0).Documents(CliJson.Readable.ResourceDocument);
        Assert.Equal(put.Stored.Select(static file => file.Key).Order(StringComparer.Ordinal), list.Select(static resource => resource.Key));
    }

    [LongTerminalFact]
    public async Task Put_TwoGibibytesOnATerminal_MovesTheBar()
    {
        MakeLarge();

        var put = (await Terminal.RunAsync(_workspace, "", "put", "large")).Ended(0);

        Assert.Matches(@"put .* [1-9]\d?% \d.* [MG]iB of 2\.0 GiB \d.* [KMG]iB/s \d\d:\d\d:\d\d", put.Shown);
        Assert.Matches(@"put .* 100% 2\.0 GiB of 2\.0 GiB \d.* [KMG]iB/s 00:00:00", put.Shown);
        Assert.EndsWith("stored large (2.0 GiB)\r\n", put.Shown, StringComparison.Ordinal);
    }

    [LongFact]
    public async Task Put_TwoGibibytes_ShowsProgressAndReadsBack()
    {
        MakeLarge();

        var began = Stopwatch.GetTimestamp();
        var put = (await _workspace.RunAsync("put", "large")).Ended(0);
        output.WriteLine($"2 GiB in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s\n{put.Errors}");

        Assert.Equal("stored large (2.0 GiB)\n", put.Output);
        Assert.Empty(put.ErrorLines);
        Assert.Matches(@"put: 0 of 1 file, \d.* [KMG]iB of 2\.0 GiB, \d.*/s, \d+:\d\d left\n", put.Errors);
        (await _workspace.RunAsync("get", "large", "-o", "back")).Ended(0);
        Assert.Equal(await Sha256Async("large"), await Sha256Async("back"));
        Assert.Equal("end", (await _workspace.RunAsync("get", "large", "--range", "2147483645-")).Ended(0).Output);
    }

    // Sparse, yet each mebibyte says where it belongs: bytes in the wrong place change the hash.
    private void MakeLarge()
    {
        using var file = File.Create(_workspace.PathOf("large"));
        for (long at = 0; at < LargeBytes; at += 1 << 20)
        {
            file.Position = at;
            file.Write(Encoding.ASCII.GetBytes(at.ToString(CultureInfo.InvariantCulture)));
        }

        file.SetLength(LargeBytes);
        file.Position = LargeBytes - 3;
        file.Write("end"u8);
    }

    private async Task<string> Sha256Async(string name)
    {
        await using var file = File.OpenRead(_workspace.PathOf(name));
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
    }
}
