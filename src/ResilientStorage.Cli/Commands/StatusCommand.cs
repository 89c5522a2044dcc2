using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;

namespace ResilientStorage.Cli.Commands;

/// <summary><c>status</c></summary>
internal sealed class StatusCommand() : StorageCommand("status", "Count what the ledger knows: files, copies, work that waits.")
{
    public override async Task<CliError?> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var handle = context.Open();
        var status = await handle.Maintenance.GetStatusAsync(cancellationToken);
        context.Output.Write(StatusDocument.Of(status), CliJson.Readable.StatusDocument);
        return null;
    }
}
