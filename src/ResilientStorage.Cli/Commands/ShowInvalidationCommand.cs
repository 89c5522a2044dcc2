using System.CommandLine;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;
using ResilientStorage.Invalidation;

namespace ResilientStorage.Cli.Commands;

/// <summary><c>invalidations show ID</c></summary>
internal sealed class ShowInvalidationCommand : StorageCommand
{
    private readonly Argument<Guid> _id = new("ID") { Description = "The id, as list prints it." };

    public ShowInvalidationCommand()
        : base("show", "Show an invalidation with its paths.") => Add(_id);

    public override async Task<CliError?> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var handle = context.Open();
        var cdn = await handle.OpenInvalidationAsync(cancellationToken);
        var id = context.Arguments.GetRequiredValue(_id);
        var found = await cdn.Journal.ListBatchesAsync(new InvalidationBatchQuery { Ids = [id] }, cancellationToken);
        if (found.Count == 0)
        {
            throw new CliException(new CliError(ErrorKind.NotFound, $"There is no invalidation {id}: 'resilient-storage invalidations list' has them."));
        }

        context.Output.Write(ShowInvalidationDocument.Of(found[0]), CliJson.Readable.ShowInvalidationDocument);
        return null;
    }
}
