namespace ResilientStorage.Cli.Progress;

/// <summary>A line every few seconds, for logs and pipes. What is done sooner says nothing.</summary>
internal sealed class PlainTransferDisplay(Action<string> write, TimeProvider time) : ITransferDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    public async Task RunAsync(TransferPlan plan, Func<ITransferProgress, Task> transfer)
    {
        var count = new TransferCount();
        var began = time.GetTimestamp();
        await using var timer = time.CreateTimer(_ => write(TransferLine.Of(plan, count, time.GetElapsedTime(began))), state: null, Interval, Interval);
        await transfer(count);
    }
}
