using Microsoft.Extensions.Logging;
using ResilientStorage.Alerts;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Invalidation.CloudFront.Catalog;
using ResilientStorage.Invalidation.Planning;

namespace ResilientStorage.Invalidation.Sending;

/// <summary>From changes to the paths of each distribution: who serves them, under which paths, and which wildcards are worth it.</summary>
internal sealed class InvalidationPlanning(DistributionCatalog catalog, PathForms forms, InvalidationPlanner planner, InvalidationCosts costs, InvalidationOptions options, AlertDispatcher alerts, ILogger logger) : IInvalidationPlanning
{
    // Each is a query of its own, and the first have the most changes.
    private const int MostCounts = 200;

    /// <summary>Knows which keys are invalidated on removal only.</summary>
    public required ExceptionTags Tags { get; init; }

    /// <summary>Knows what CloudFront took lately.</summary>
    public required AcceptedHistory History { get; init; }

    /// <summary>Knows what lies under a folder; null where nobody does.</summary>
    public IObjectCounts? Counts { get; init; }

    public void Forget(string distributionId) => catalog.ReportVanished(distributionId);

    public async Task<PlannedChanges> PlanAsync(IReadOnlyList<InvalidationIntent> intents, IReadOnlyDictionary<string, DistributionPool> inProgress, CancellationToken cancellationToken)
    {
        var wanted = new Dictionary<(string DistributionId, bool IsBackfill), WantedPaths>();
        var settled = new List<InvalidationIntent>(intents.Count);

        // Where it is said who is to be told, nobody has to be found first.
        await AddPathsAsync(intents.Where(static intent => intent.Change is { Path: not null, DistributionId: not null }), wanted, settled, cancellationToken).ConfigureAwait(false);
        try
        {
            await AddObjectsAsync([.. intents.Where(static intent => intent.Change.Path is null)], wanted, settled, cancellationToken).ConfigureAwait(false);
            await AddPathsAsync(intents.Where(static intent => intent.Change is { Path: not null, DistributionId: null }), wanted, settled, cancellationToken).ConfigureAwait(false);
        }
        catch (CloudFrontException e)
        {
            logger.DistributionsUnknown(e, intents.Count - settled.Count);
            if (e.Kind == CloudFrontErrorKind.AccessDenied)
            {
                // Time does not mend it.
                alerts.Raise(AlertKind.InvalidationFailed, $"Nobody knows which CloudFront distributions serve what has changed, and {intents.Count - settled.Count} changes wait: {e.Message} Or name the distributions in {nameof(CloudFrontCatalogOptions.Mappings)}.");
            }
        }

        var budget = await costs.ReadAsync(cancellationToken).ConfigureAwait(false);
        var planned = new List<PlannedPaths>();
        foreach (var ((distributionId, isBackfill), paths) in wanted.OrderBy(static pair => pair.Key.IsBackfill).ThenBy(static pair => pair.Key.DistributionId, StringComparer.Ordinal))
        {
            var request = await CountAsync(paths, RequestOf(paths, budget, inProgress.GetValueOrDefault(distributionId) ?? new DistributionPool(options)), cancellationToken).ConfigureAwait(false);
            planned.AddRange(Plan(distributionId, isBackfill, paths, request));
            budget = budget.After(planned.Where(plan => plan.DistributionId == distributionId && plan.IsBackfill == isBackfill).Sum(static plan => plan.Paths.Count));
        }

        return new PlannedChanges(planned, settled);
    }

    private InvalidationPlanRequest RequestOf(WantedPaths wanted, InvalidationBudget budget, DistributionPool pool) => new()
    {
        Paths = wanted.Paths,
        Limits = new PlanLimits(options.MaxPathsInProgress, DistributionPool.WildcardsFor(options)),
        FreeSinglePaths = pool.FreePaths,
        FreeWildcards = pool.FreeWildcards,
        FreePathsThisMonth = budget.FreePaths,
        Barriers = wanted.Barriers,
        Mode = budget.Mode,
    };

    // What changed has to lie in one place of one bucket: otherwise a folder's objects may be anywhere, and are estimated.
    private async Task<InvalidationPlanRequest> CountAsync(WantedPaths wanted, InvalidationPlanRequest request, CancellationToken cancellationToken)
    {
        if (Counts is null || wanted.Roots.Count != 1)
        {
            return request;
        }

        var root = wanted.Roots.Single();
        var folders = planner.ListFolders(request).Where(folder => root.KeysUnder(folder.Prefix) is not null).Take(MostCounts).ToList();
        if (folders.Count == 0 || await Counts.CountAsync(root.Bucket, [.. folders.Select(folder => folder with { Prefix = root.KeysUnder(folder.Prefix)! })], cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return request;
        }

        var sizes = folders.Zip(found).ToDictionary(static pair => pair.First.Prefix, static pair => pair.Second, StringComparer.Ordinal);
        return request with { CountUnder = prefix => sizes.TryGetValue(prefix, out var size) ? size + wanted.CountRemoved(prefix) : null };
    }

    private IEnumerable<PlannedPaths> Plan(string distributionId, bool isBackfill, WantedPaths wanted, InvalidationPlanRequest request)
    {
        var plan = planner.Plan(request);
        for (var batch = 0; batch < plan.Batches.Count; batch++)
        {
            var from = Enumerable.Range(0, wanted.Paths.Count).Where(index => plan.BatchOfPath[index] == batch).ToList();
            yield return new PlannedPaths(distributionId, plan.Batches[batch].Paths, from.Select(index => wanted.Paths[index]).Distinct(StringComparer.Ordinal).Count(), isBackfill, [.. from.Select(index => wanted.Sources[index]).Distinct()]) { Wanted = wanted };
        }
    }

    private async Task AddObjectsAsync(List<InvalidationIntent> intents, Dictionary<(string DistributionId, bool IsBackfill), WantedPaths> wanted, List<InvalidationIntent> settled, CancellationToken cancellationToken)
    {
        if (intents.Count == 0)
        {
            return;
        }

        var sources = new Dictionary<ObjectChange, InvalidationIntent>(ReferenceEqualityComparer.Instance);
        foreach (var intent in intents)
        {
            sources.Add(new ObjectChange { Bucket = intent.Change.Bucket!, ObjectKey = intent.Change.ObjectKey!, IsRemoval = intent.Change.IsRemoval, IsBackfill = intent.Change.IsBackfill, OccurredAt = intent.Change.OccurredAt }, intent);
        }

        var exceptions = await Tags.FindAsync(intents.Select(static intent => intent.Change.Bucket!), cancellationToken).ConfigureAwait(false);
        var result = await catalog.MatchAsync([.. sources.Keys], exceptions, cancellationToken).ConfigureAwait(false);
        var accepted = await History.ReadAsync(intents.Select(static intent => intent.Change), cancellationToken).ConfigureAwait(false);
        var covered = 0;
        foreach (var matches in result.Distributions)
        {
            foreach (var match in matches.Paths)
            {
                if (accepted.Cover(matches.DistributionId, match.Path.Text, match.Change.OccurredAt))
                {
                    covered++;
                    continue;
                }

                var paths = WantedOf(wanted, matches.DistributionId, match.Change.IsBackfill);
                paths.Add(match.Path, sources[match.Change]);
                if (ObjectRoot.Of(match.Path, match.Change.Bucket, match.Change.ObjectKey) is { } root)
                {
                    paths.Roots.Add(root);
                }

                paths.Barriers.UnionWith(matches.Barriers);
            }
        }

        foreach (var refused in result.Refused)
        {
            Refuse(refused.Path);
        }

        LogSkips(result, covered);

        settled.AddRange(intents);
    }

    private async Task AddPathsAsync(IEnumerable<InvalidationIntent> intents, Dictionary<(string DistributionId, bool IsBackfill), WantedPaths> wanted, List<InvalidationIntent> settled, CancellationToken cancellationToken)
    {
        foreach (var intent in intents)
        {
            if (!forms.TryParse(intent.Change.Path!, out var paths, out var problem))
            {
                Refuse(new RefusedPath(intent.Change.Path!, problem));
                settled.Add(intent);
                continue;
            }

            IReadOnlyList<string> distributions = intent.Change.DistributionId is { } one ? [one] : await catalog.ListIdsAsync(cancellationToken).ConfigureAwait(false);
            foreach (var distribution in distributions)
            {
                foreach (var path in paths)
                {
                    WantedOf(wanted, distribution, intent.Change.IsBackfill).Add(path, intent);
                }
            }

            settled.Add(intent);
        }
    }

    private void LogSkips(MatchResult result, int covered)
    {
        foreach (var reason in Enum.GetValues<SkipReason>())
        {
            var count = result.Skips[reason] + result.Distributions.Sum(matches => matches.Skips[reason]);
            if (count > 0)
            {
                logger.ChangesSkipped(count, reason);
            }
        }

        if (covered > 0)
        {
            logger.PathsCovered(covered);
        }
    }

    // A path that no request can hold is a person's: it must not keep the others waiting.
    private void Refuse(RefusedPath path)
    {
        logger.PathRefused(path.Problem);
        alerts.Raise(AlertKind.InvalidationFailed, $"CloudFront cannot be told of '{path.Path}': {path.Problem}.");
    }

    private static WantedPaths WantedOf(Dictionary<(string DistributionId, bool IsBackfill), WantedPaths> wanted, string distributionId, bool isBackfill)
    {
        if (!wanted.TryGetValue((distributionId, isBackfill), out var paths))
        {
            wanted.Add((distributionId, isBackfill), paths = new WantedPaths());
        }

        return paths;
    }
}
