using Spectre.Console;

namespace ResilientStorage.Cli.Progress;

/// <summary>A bar with bytes, rate and time left, on standard error.</summary>
internal sealed class TerminalTransferDisplay : ITransferDisplay
{
    public Task RunAsync(TransferPlan plan, Func<ITransferProgress, Task> transfer)
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error), Interactive = InteractionSupport.Yes });
        return new Spectre.Console.Progress(terminal)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new BytesColumn(plan.Bytes), new RateColumn(), new RemainingTimeColumn())
            .StartAsync(context => transfer(new Bar(plan, context.AddTask(Description(plan, 0), maxValue: Math.Max(1, plan.Bytes)))));
    }

    private static string Description(TransferPlan plan, int files) => plan.Files == 1 ? plan.Verb : $"{plan.Verb} {files}/{plan.Files}";

    private sealed class Bar(TransferPlan plan, ProgressTask task) : ITransferProgress
    {
        private readonly Lock _gate = new();
        private int _files;

        public void Add(long bytes) => task.Increment(bytes);

        public void EndFile()
        {
            lock (_gate)
            {
                _files++;
                task.Description = Description(plan, _files);
                if (_files == plan.Files)
                {
                    task.Value = task.MaxValue;
                }
            }
        }
    }
}
