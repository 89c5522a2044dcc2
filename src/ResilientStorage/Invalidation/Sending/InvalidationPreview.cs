using ResilientStorage.Alerts;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Invalidation.CloudFront.Catalog;

namespace ResilientStorage.Invalidation.Sending;

/// <summary>Says what changes would be sent as, and why. Nothing is written down and nothing is sent.</summary>
internal sealed class InvalidationPreview(DistributionCatalog catalog, PathForms forms, IInvalidationPlanning planning, OwnObjects ownObjects, AlertDispatcher alerts, TimeProvider time) : IDisposable
{
    /// <summary>What ends with the preview; null for nothing.</summary>
    public IDisposable? Owned { get; init; }

    /// <summary>Looks at a path as a person gave it.</summary>
    /// <param name="path">The path.</param>
    /// <returns>What is wrong and what to do; null when it can be sent.</returns>
    public string? FindProblem(string path) => forms.TryParse(path, out _, out var problem) ? null : problem;

    /// <summary>Plans.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What each distribution would be told, in the order of their ids.</returns>
    /// <exception cref="CloudFrontException">The distributions cannot be read.</exception>
    public async Task<IReadOnlyList<PreviewedDistribution>> PlanAsync(IReadOnlyList<NewInvalidationIntent> changes, CancellationToken cancellationToken)
    {
        // Planning would leave the changes for later where the list cannot be read; here that is the answer.
        await catalog.ListIdsAsync(cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var (_, others) = await ownObjects.SortAsync(changes, static change => change, cancellationToken).ConfigureAwait(false);
        var intents = others.Select((change, index) => new InvalidationIntent { Id = index, Revision = 1, CreatedAt = now, Change = change });
        var planned = await planning.PlanAsync([.. intents], new Dictionary<string, DistributionPool>(StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
        return [.. planned.Paths.GroupBy(static paths => paths.DistributionId).OrderBy(static group => group.Key, StringComparer.Ordinal).Select(static group => Describe(group.Key, [.. group]))];
    }

    public void Dispose()
    {
        Owned?.Dispose();
        alerts.Dispose();
    }

    private static PreviewedDistribution Describe(string distributionId, List<PlannedPaths> planned)
    {
        var paths = planned.SelectMany(static batch => batch.Paths.Select(path => Explain(path, batch.Wanted!)));
        return new PreviewedDistribution(distributionId, [.. paths], planned.Sum(static batch => batch.SinglePaths), [.. planned.SelectMany(static batch => batch.Intents).Select(static intent => intent.Change).Distinct()]);
    }

    private static PreviewedPath Explain(string path, WantedPaths wanted)
    {
        for (var index = 0; index < wanted.Paths.Count; index++)
        {
            if (wanted.Paths[index] == path)
            {
                return new PreviewedPath(path, wanted.Reasons[index], wanted.Sources[index].Change, Replaced: 0);
            }
        }

        return new PreviewedPath(path, Reason: null, Source: null, wanted.Paths.Distinct(StringComparer.Ordinal).Count(single => single.AsSpan().StartsWith(path.AsSpan(0, path.Length - 1))));
    }
}
