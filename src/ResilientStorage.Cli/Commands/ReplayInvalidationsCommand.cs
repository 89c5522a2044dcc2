using System.CommandLine;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;
using ResilientStorage.Cli.Invalidations;
using ResilientStorage.Invalidation;

namespace ResilientStorage.Cli.Commands;

/// <summary><c>invalidations replay [ID...] [--report FILE...] [--dry-run]</c></summary>
internal sealed class ReplayInvalidationsCommand : StorageCommand
{
    private const int MaxBatches = 100_000;

    private readonly Argument<Guid[]> _ids = new("ID") { Description = "Only these; otherwise all that are reported.", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<string[]> _reports = new("--report")
    {
        Description = "What these reports hold, in place of what the ledger knows as reported: the JSON files from the store for reports; - for standard input.",
        HelpName = "FILE...",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _dryRun = InvalidateCommand.DryRunOption();

    public ReplayInvalidationsCommand()
        : base("replay", "Send reported invalidations again, under their references: what was taken already costs nothing.")
    {
        Add(_ids);
        Add(_reports);
        Add(_dryRun);
        Validators.Add(result =>
        {
            if (result.GetValue(_ids) is { Length: > 0 } && result.GetValue(_reports) is { Length: > 0 })
            {
                result.AddError("give IDs or --report, not both");
            }
        });
    }

    public override async Task<CliError?> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var handle = context.Open();
        var cdn = await handle.OpenInvalidationAsync(cancellationToken);
        var reports = context.Arguments.GetValue(_reports) ?? [];
        var reported = reports.Length > 0
            ? await ReportFiles.ReadAsync(reports, cdn.Options.Sending, context.Time, cancellationToken)
            : await FindAsync(cdn.Journal, context.Arguments.GetValue(_ids) ?? [], cancellationToken);
        if (context.Arguments.GetValue(_dryRun))
        {
            var month = await cdn.ReadCostAsync(InvalidationCosts.MonthOf(context.Time.GetUtcNow()), cancellationToken);
            context.Output.Write(InvalidationPlans.OfReported(reported, month), CliJson.Readable.InvalidationPlanDocument);
            return null;
        }

        if (reported.Count > 0)
        {
            await (reports.Length > 0 ? cdn.Journal.AddBatchesAsync(reported, cancellationToken) : cdn.Journal.ReplayAsync([.. reported.Select(static batch => batch.Id)], cancellationToken));
            await cdn.Batcher.FlushAsync(cancellationToken);
        }

        var document = InvalidateDocument.Of(await SendingOutcome.OfReplayAsync(cdn.Journal, reported, cancellationToken));
        context.Output.Write(document, CliJson.Readable.InvalidateDocument);
        return document.Error;
    }

    private static async Task<IReadOnlyList<InvalidationBatch>> FindAsync(IInvalidationJournal journal, Guid[] ids, CancellationToken cancellationToken)
    {
        var query = new InvalidationBatchQuery { States = [InvalidationBatchState.Reported], Ids = ids.Length == 0 ? null : ids, Limit = MaxBatches };
        var reported = await journal.ListBatchesAsync(query, cancellationToken);
        var others = ids.Except(reported.Select(static batch => batch.Id)).ToList();
        return others.Count == 0
            ? reported
            : throw new CliException(new CliError(ErrorKind.NotFound, $"There is no reported invalidation {others[0]}: 'resilient-storage invalidations list --state reported' has those there are."));
    }
}
