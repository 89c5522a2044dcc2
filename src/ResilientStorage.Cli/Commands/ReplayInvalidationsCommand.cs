using System.CommandLine;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;
using ResilientStorage.Cli.Invalidations;
using ResilientStorage.Invalidation;

namespace ResilientStorage.Cli.Commands;

/// <summary><c>invalidations replay [ID...] [--dry-run]</c></summary>
internal sealed class ReplayInvalidationsCommand : StorageCommand
{
    private const int MaxBatches = 100_000;

    private readonly Argument<Guid[]> _ids = new("ID") { Description = "Only these; otherwise all that are reported.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _dryRun = InvalidateCommand.DryRunOption();

    public ReplayInvalidationsCommand()
        : base("replay", "Send reported invalidations again, under their references: what was taken already costs nothing.")
    {
        Add(_ids);
        Add(_dryRun);
    }

    public override async Task<CliError?> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var handle = context.Open();
        var cdn = await handle.OpenInvalidationAsync(cancellationToken);
        var reported = await FindAsync(cdn.Journal, context.Arguments.GetValue(_ids) ?? [], cancellationToken);
        if (context.Arguments.GetValue(_dryRun))
        {
            var month = await cdn.ReadCostAsync(InvalidationCosts.MonthOf(context.Time.GetUtcNow()), cancellationToken);
            context.Output.Write(InvalidationPlans.OfReported(reported, month), CliJson.Readable.InvalidationPlanDocument);
            return null;
        }

        if (reported.Count > 0)
        {
            await cdn.Journal.ReplayAsync([.. reported.Select(static batch => batch.Id)], cancellationToken);
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
