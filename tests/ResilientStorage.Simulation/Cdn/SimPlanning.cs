using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Sending;

namespace ResilientStorage.Simulation.Cdn;

/// <summary>One distribution serves the main store, each object under its key; small batches, so that many are under way at once.</summary>
internal sealed class SimPlanning(string bucket) : IInvalidationPlanning
{
    public const string Distribution = "D";

    private const int PathsPerBatch = 2;

    public static string PathOf(string objectKey) => "/" + objectKey;

    public Task<PlannedChanges> PlanAsync(IReadOnlyList<InvalidationIntent> intents, IReadOnlyDictionary<string, DistributionPool> inProgress, CancellationToken cancellationToken)
    {
        var planned = intents.Where(intent => intent.Change.Bucket == bucket)
            .Chunk(PathsPerBatch)
            .Select(static some => new PlannedPaths(Distribution, [.. some.Select(static intent => PathOf(intent.Change.ObjectKey!)).Order(StringComparer.Ordinal)], some.Length, IsBackfill: false, some));
        return Task.FromResult(new PlannedChanges([.. planned], intents));
    }

    public void Forget(string distributionId)
    {
    }
}
