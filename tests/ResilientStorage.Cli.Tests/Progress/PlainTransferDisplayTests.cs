using ResilientStorage.Testing;

namespace ResilientStorage.Cli.Progress;

public sealed class PlainTransferDisplayTests
{
    [Fact]
    public async Task RunAsync_EveryTwoSeconds_WritesBytesRateAndTimeLeft()
    {
        var time = new ManualTimeProvider();
        List<string> lines = [];

        await new PlainTransferDisplay(lines.Add, time).RunAsync(new TransferPlan("put", 2000, 10L << 20), progress =>
        {
            time.Advance(TimeSpan.FromSeconds(1.9));
            progress.Add(4L << 20);
            progress.EndFile();
            time.Advance(TimeSpan.FromSeconds(0.1));
            progress.Add(6L << 20);
            time.Advance(TimeSpan.FromSeconds(2));
            return Task.CompletedTask;
        });
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(
            [
                "put: 1 of 2,000 files, 4.0 MiB of 10.0 MiB, 2.0 MiB/s, 0:03 left",
                "put: 1 of 2,000 files, 10.0 MiB of 10.0 MiB, 2.5 MiB/s, 0:00 left",
            ],
            lines);
    }

    [Theory]
    [InlineData(1 << 10, "put: 0 of 1 file, 1.0 KiB of 1.0 GiB, 1.0 KiB/s, unknown time left")]
    [InlineData(4 << 20, "put: 0 of 1 file, 4.0 MiB of 1.0 GiB, 4.0 MiB/s, 4:15 left")]
    public void Of_HardlyBegun_TimeLeftIsUnknown(int bytes, string expected)
    {
        var count = new TransferCount();
        count.Add(bytes);

        Assert.Equal(expected, TransferLine.Of(new TransferPlan("put", 1, 1L << 30), count, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void FileTransfer_ThatEndsEarly_CountsWhole()
    {
        var count = new TransferCount();
        var transfer = new FileTransfer(count, length: 10);

        transfer.Report(new UploadProgress(8, 4, 10));
        transfer.End();

        Assert.Equal((10, 1), (count.Bytes, count.Files));
    }
}
