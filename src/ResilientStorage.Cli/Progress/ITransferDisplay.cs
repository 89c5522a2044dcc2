namespace ResilientStorage.Cli.Progress;

/// <summary>Shows a transfer on standard error while it runs.</summary>
internal interface ITransferDisplay
{
    Task RunAsync(TransferPlan plan, Func<ITransferProgress, Task> transfer);
}
