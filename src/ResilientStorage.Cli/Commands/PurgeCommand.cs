using System.CommandLine;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;

namespace ResilientStorage.Cli.Commands;

/// <summary><c>purge KEY</c></summary>
internal sealed class PurgeCommand : StorageCommand
{
    private readonly Argument<string> _key = KeyArgument();

    public PurgeCommand()
        : base("purge", "Erase a resource with every version, at once and without retention.") => Add(_key);

    public override async Task<CliError?> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var handle = context.Open();
        var report = await handle.Storage.PurgeAsync(context.Arguments.GetRequiredValue(_key), cancellationToken: cancellationToken);
        var document = new PurgeDocument(
            report.Key,
            report.Versions,
            report.IsComplete,
            [.. report.Stores.Select(static store => new PurgeStoreDocument(store.Store, store.Outcome, store.Reason, store.NotBefore))],
            FindError(report));
        context.Output.Write(document, CliJson.Readable.PurgeDocument);
        return document.Error;
    }

    private static CliError? FindError(PurgeReport report)
    {
        if (report.IsComplete)
        {
            return null;
        }

        var waiting = report.Stores.First(static store => store.Outcome != PurgeOutcome.Confirmed);
        var reason = waiting.Reason is null ? "" : $" ({waiting.Reason.TrimEnd('.')})";
        return new CliError(
            ErrorKind.Waiting,
            $"The purge of '{report.Key}' is recorded, but the store '{waiting.Store}' has not confirmed that nothing is left{reason}. The worker goes on; purge the key again to see how far it is.",
            report.Key,
            waiting.Store);
    }
}
