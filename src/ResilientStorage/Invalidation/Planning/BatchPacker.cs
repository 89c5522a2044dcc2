namespace ResilientStorage.Invalidation.Planning;

/// <summary>Deals paths out to calls: the first within the slots that are free, the others within the limits of a call.</summary>
internal sealed class BatchPacker(InvalidationPlanRequest request)
{
    private readonly PlanLimits _limits = request.Limits;
    private readonly List<PlannedBatch> _batches = [];

    /// <summary>Deals them out.</summary>
    /// <param name="paths">Each once.</param>
    /// <returns>The batches, and for each path the number of its batch.</returns>
    public (IReadOnlyList<PlannedBatch> Batches, int[] BatchOf) Pack(IReadOnlyList<string> paths)
    {
        var batchOf = new int[paths.Count];
        var wildcards = new Queue<int>(Enumerable.Range(0, paths.Count).Where(index => PathReduction.IsWildcard(paths[index])));
        var singles = new Queue<int>(Enumerable.Range(0, paths.Count).Where(index => !PathReduction.IsWildcard(paths[index])));
        Take(Math.Min(request.FreeSinglePaths, _limits.PathsPerBatch), Math.Min(request.FreeWildcards, _limits.WildcardsPerBatch), fitsNow: true);
        while (wildcards.Count + singles.Count > 0)
        {
            Take(_limits.PathsPerBatch, Math.Max(1, _limits.WildcardsPerBatch), fitsNow: false);
        }

        return (_batches, batchOf);

        void Take(int freeSingles, int freeWildcards, bool fitsNow)
        {
            var batch = new List<string>();
            var bytes = 0L;
            TakeFrom(wildcards, Math.Min(freeWildcards, _limits.PathsPerBatch));
            var taken = batch.Count;
            TakeFrom(singles, Math.Min(freeSingles, _limits.PathsPerBatch - taken));
            if (batch.Count > 0)
            {
                _batches.Add(new PlannedBatch(batch, taken, fitsNow));
            }

            // A batch for later takes at least one path, whatever its size: a path is never longer than a batch may be.
            void TakeFrom(Queue<int> queue, int most)
            {
                for (var count = 0; count < most && queue.TryPeek(out var index); count++)
                {
                    bytes += paths[index].Length + PlanLimits.BytesAroundPath;
                    if (bytes > _limits.BytesPerBatch && batch.Count > 0)
                    {
                        return;
                    }

                    batch.Add(paths[queue.Dequeue()]);
                    batchOf[index] = _batches.Count;
                }
            }
        }
    }
}
