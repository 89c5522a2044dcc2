using System.Diagnostics;
using System.Globalization;
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

    [LongFact]
    public async Task Put_TwoGibibytes_ShowsProgressAndReadsBack()
    {
        using (var file = File.Create(_workspace.PathOf("large")))
        {
            file.SetLength(LargeBytes);
            file.Position = LargeBytes - 3;
            file.Write("end"u8);
        }

        var began = Stopwatch.GetTimestamp();
        var put = (await _workspace.RunAsync("put", "large")).Ended(0);
        output.WriteLine($"2 GiB in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s\n{put.Errors}");

        Assert.Equal("stored large (2.0 GiB)\n", put.Output);
        Assert.Empty(put.ErrorLines);
        Assert.Matches(@"put: 0 of 1 file, \d.* [KMG]iB of 2\.0 GiB, \d.*/s, \d+:\d\d left\n", put.Errors);
        Assert.Equal("end", (await _workspace.RunAsync("get", "large", "--range", "2147483645-")).Ended(0).Output);
    }
}
