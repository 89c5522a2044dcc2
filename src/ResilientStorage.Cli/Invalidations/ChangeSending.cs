using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;
using ResilientStorage.Invalidation;

namespace ResilientStorage.Cli.Invalidations;

/// <summary>Has changes sent at once, or shows what would be sent, and writes the result.</summary>
internal static class ChangeSending
{
    /// <param name="context">What the command works with.</param>
    /// <param name="cdn">Who is told.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="isDryRun">Whether nothing is sent.</param>
    /// <param name="unread">What kept other changes from being read; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the sending; what was not sent waits.</param>
    public static async Task<CliError?> RunAsync(CommandContext context, InvalidationHandle cdn, IReadOnlyList<NewInvalidationIntent> changes, bool isDryRun, CliError? unread, CancellationToken cancellationToken)
    {
        if (isDryRun)
        {
            var month = await cdn.ReadCostAsync(InvalidationCosts.MonthOf(context.Time.GetUtcNow()), cancellationToken);
            context.Output.Write(await InvalidationPlans.OfChangesAsync(cdn, changes, month, cancellationToken), CliJson.Readable.InvalidationPlanDocument);
            return unread;
        }

        var since = context.Time.GetUtcNow();
        foreach (var change in changes)
        {
            await cdn.AddAsync(change, cancellationToken);
        }

        await cdn.Batcher.FlushAsync(cancellationToken);
        var document = InvalidateDocument.Of(await SendingOutcome.OfChangesAsync(cdn.Journal, changes, since, cancellationToken));
        document = document with { Error = document.Error ?? unread };
        context.Output.Write(document, CliJson.Readable.InvalidateDocument);
        return document.Error;
    }
}
