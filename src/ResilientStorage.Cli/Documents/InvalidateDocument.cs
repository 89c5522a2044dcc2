using System.ComponentModel;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Invalidations;
using ResilientStorage.Cli.Output;
using ResilientStorage.Invalidation;

namespace ResilientStorage.Cli.Documents;

/// <summary>The result of <c>invalidate</c> and of <c>invalidations replay</c>.</summary>
internal sealed record InvalidateDocument(
    [property: Description("what was sent, or is still to be, with what others had waiting")] IReadOnlyList<InvalidationDocument> Invalidations,
    [property: Description("how many of the changes are in none of these yet")] int Waiting,
    [property: Description("null when CloudFront has taken everything")] CliError? Error) : IDocument
{
    public static InvalidateDocument Of(SendingOutcome outcome) => new([.. outcome.Batches.Select(InvalidationDocument.Of)], outcome.Waiting, outcome.FindError());

    public IEnumerable<string> ToText()
    {
        if (Invalidations.Count == 0 && Error is null)
        {
            yield return "nothing was to be sent";
        }

        foreach (var invalidation in Invalidations.Where(static invalidation => invalidation.State is InvalidationBatchState.Accepted or InvalidationBatchState.Completed))
        {
            yield return $"{invalidation.DistributionId} was told {Units.Count(invalidation.Paths, "path")}{(invalidation.InvalidationId is { } id ? $" ({id})" : "")}{(invalidation.Reason is { } reason ? $": {reason}" : "")}";
        }
    }
}
