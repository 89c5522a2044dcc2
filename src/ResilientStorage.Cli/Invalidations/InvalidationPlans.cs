using ResilientStorage.Cli.Documents;
using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Sending;

namespace ResilientStorage.Cli.Invalidations;

/// <summary>What <c>--dry-run</c> shows: what would be sent, why, and what it would cost.</summary>
internal static class InvalidationPlans
{
    /// <summary>The plan of changes.</summary>
    public static async Task<InvalidationPlanDocument> OfChangesAsync(InvalidationHandle cdn, IReadOnlyList<NewInvalidationIntent> changes, MonthlyCost month, CancellationToken cancellationToken)
    {
        var planned = await cdn.Preview.PlanAsync(changes, cancellationToken);
        var told = planned.SelectMany(static distribution => distribution.Changes).ToHashSet();
        return Of(
            planned.Select(static distribution => (distribution.DistributionId, distribution.Paths.Select(static path => new PlannedPathDocument(path.Path, ReasonOf(path))), distribution.SinglePaths)),
            [.. changes.Where(change => !told.Contains(change)).Select(SubjectOf)],
            month);
    }

    /// <summary>The plan of sending reported batches again, which stay as they are.</summary>
    public static InvalidationPlanDocument OfReported(IReadOnlyList<InvalidationBatch> batches, MonthlyCost month) => Of(
        batches.GroupBy(static batch => batch.DistributionId).OrderBy(static group => group.Key, StringComparer.Ordinal).Select(static group => (
            group.Key,
            group.SelectMany(static batch => batch.Paths.Select(path => new PlannedPathDocument(path, $"reported: {batch.Reason}"))),
            group.Sum(static batch => batch.SinglePaths))),
        [],
        month);

    private static InvalidationPlanDocument Of(IEnumerable<(string DistributionId, IEnumerable<PlannedPathDocument> Paths, long SinglePaths)> distributions, IReadOnlyList<string> unserved, MonthlyCost month)
    {
        var documents = new List<PlannedDistributionDocument>();
        var free = month.FreePathsLeft;
        foreach (var (id, paths, singlePaths) in distributions)
        {
            List<PlannedPathDocument> sent = [.. paths];
            var charged = Math.Max(0, sent.Count - free);
            free -= sent.Count - charged;
            documents.Add(new PlannedDistributionDocument(id, sent, sent.Count(static path => path.Path.EndsWith('*')), singlePaths, charged, month.PriceOf(charged)));
        }

        return new InvalidationPlanDocument(documents, unserved, month.FreePathsLeft, documents.Sum(static distribution => distribution.Charge));
    }

    private static string SubjectOf(NewInvalidationIntent change) => change.Path ?? change.ObjectKey!;

    private static string ReasonOf(PreviewedPath path) => path.Reason switch
    {
        null => $"one wildcard in place of {path.Replaced} paths, which costs less",
        PathReason.Given => "given",
        PathReason.Object => $"where {path.Source!.ObjectKey} is served",
        PathReason.SpaceAsPlus => $"the same as {SubjectOf(path.Source!)}, with + for spaces",
        PathReason.DoubtfulEscape => $"{SubjectOf(path.Source!)} has a character that edges may keep unescaped",
        PathReason.LiteralAsterisk => $"{SubjectOf(path.Source!)} has an asterisk, which no exact path can name",
        PathReason.QueryStrings => $"{path.Source!.ObjectKey} is kept once for each query string",
        PathReason.RootObject => $"{path.Source!.ObjectKey} is the default root object",
        PathReason.IndexDocument => $"{path.Source!.ObjectKey} is the index document of its folder",
        _ => $"the path mapper names it for {path.Source!.ObjectKey}",
    };
}
