namespace ResilientStorage.Invalidation.Planning;

/// <summary>Tries every set of folders that do not lie in each other: slow, and plain enough to be believed.</summary>
internal static class BruteForce
{
    public static double LeastCost(InvalidationPlannerOptions options, InvalidationPlanRequest request)
    {
        var kept = PathReduction.Of(request.Paths).Kept;
        if (kept.Length == 0)
        {
            return 0;
        }

        var measure = new PlanMeasure(options, request);
        var folders = FolderTree.Build(kept, options, request).Where(static folder => folder.MayWiden).OrderBy(static folder => folder.Start).ThenByDescending(static folder => folder.End).ToList();
        return Least(0, 0, new PlanCost(kept.Count(static path => !PathReduction.IsWildcard(path)), kept.Count(PathReduction.IsWildcard), 0), request.FreeWildcards);

        double Least(int next, int coveredTo, PlanCost cost, int left)
        {
            if (next == folders.Count)
            {
                return measure.Of(cost);
            }

            var without = Least(next + 1, coveredTo, cost, left);
            var folder = folders[next];
            if (left == 0 || folder.Start < coveredTo)
            {
                return without;
            }

            var wider = new PlanCost(cost.SinglePaths - folder.SinglePaths, cost.Wildcards - folder.Wildcards + 1, cost.Refetches + folder.Refetches);
            return Math.Min(without, Least(next + 1, folder.End, wider, left - 1));
        }
    }
}
