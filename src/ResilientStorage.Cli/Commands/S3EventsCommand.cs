using System.CommandLine;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;
using ResilientStorage.Cli.Invalidations;
using ResilientStorage.Cli.Output;
using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Events;

namespace ResilientStorage.Cli.Commands;

/// <summary><c>s3-events [FILE|-] [--dry-run]</c></summary>
internal sealed class S3EventsCommand : StorageCommand
{
    private const string StandardInput = "-";

    private readonly Argument<string> _file = new("FILE")
    {
        Description = "S3 event notifications in JSON, one after the other; - for standard input.",
        DefaultValueFactory = static _ => StandardInput,
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _dryRun = InvalidateCommand.DryRunOption();

    public S3EventsCommand()
        : base("s3-events", "Tell CloudFront at once of what S3 event notifications say.")
    {
        Add(_file);
        Add(_dryRun);
    }

    public override async Task<CliError?> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var handle = context.Open();
        var cdn = await handle.OpenInvalidationAsync(cancellationToken);
        var (changes, unread) = await ReadAsync(context, cancellationToken);
        return await ChangeSending.RunAsync(context, cdn, changes, context.Arguments.GetValue(_dryRun), unread, cancellationToken);
    }

    private async Task<(List<NewInvalidationIntent> Changes, CliError? Unread)> ReadAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var file = context.Arguments.GetValue(_file)!;
        await using var stream = file == StandardInput ? Console.OpenStandardInput() : File.OpenRead(file);
        var changes = new List<NewInvalidationIntent>();
        var (unread, skipped) = (0, 0);
        await foreach (var batch in new S3EventParser().ReadDocumentsAsync(stream, cancellationToken))
        {
            changes.AddRange(batch.Changes.Select(static change => new NewInvalidationIntent { Bucket = change.Bucket, ObjectKey = change.ObjectKey, IsRemoval = change.IsRemoval, OccurredAt = change.OccurredAt }));
            foreach (var message in batch.Messages)
            {
                skipped += message.Skips.Count;
                if (message.Error is { } error)
                {
                    unread++;
                    context.Console.WriteNote($"a message was not read: {error.Message}");
                }
            }
        }

        if (skipped > 0)
        {
            context.Console.WriteNote($"{Units.Count(skipped, "record")} {(skipped == 1 ? "says" : "say")} nothing that viewers could see");
        }

        return (changes, unread == 0 ? null : new CliError(ErrorKind.Several, $"{Units.Count(unread, "message")} could not be read. The lines above say why; what the others say was heeded."));
    }
}
