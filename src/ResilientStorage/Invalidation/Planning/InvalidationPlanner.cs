namespace ResilientStorage.Invalidation.Planning;

/// <summary>Finds the cheapest paths that cover all that changed, within what may be sent. Pure: the same request has the same plan.</summary>
internal sealed class InvalidationPlanner(InvalidationPlannerOptions options)
{
    // What a table of shares holds; the service takes fifteen.
    private const int MaxWildcards = byte.MaxValue;

    /// <summary>Names the folders whose objects are worth counting before <see cref="Plan"/>, those with the most changes first.</summary>
    public IReadOnlyList<CountableFolder> ListFolders(InvalidationPlanRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var measure = new PlanMeasure(options, request);
        return (request.Mode ?? options.Mode) == InvalidationMode.Exact || measure.RefetchPrice == 0
            ? []
            : [.. FolderTree.Build(PathReduction.Of(request.Paths).Kept, options, request)
                .Where(static folder => folder.MayWiden)
                .OrderByDescending(static folder => folder.Changes)
                .Select(folder => new CountableFolder(folder.Prefix.ToString(), folder.Changes + measure.MostRefetchesFor(folder.SinglePaths, folder.Wildcards)))];
    }

    public InvalidationPlan Plan(InvalidationPlanRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var reduction = PathReduction.Of(request.Paths);
        var singlePaths = Count(reduction.Kept);
        var (chosen, cost) = (request.Mode ?? options.Mode) == InvalidationMode.Exact || reduction.Kept.Length == 0
            ? ([], singlePaths)
            : Widen(reduction.Kept, singlePaths, request);
        var (paths, pathOf) = Replace(reduction.Kept, chosen);
        var (batches, batchOf) = new BatchPacker(request).Pack(paths);
        return new InvalidationPlan
        {
            Batches = batches,
            BatchOfPath = [.. reduction.KeptOf.Select(kept => batchOf[pathOf[kept]])],
            Cost = cost,
            CostOfSinglePaths = singlePaths,
            Money = MoneyOf(cost, request),
            MoneyOfSinglePaths = MoneyOf(singlePaths, request),
        };
    }

    private (IReadOnlyList<FolderNode> Chosen, PlanCost Cost) Widen(string[] kept, PlanCost singlePaths, InvalidationPlanRequest request)
    {
        var measure = new PlanMeasure(options, request);
        var (best, bestCost, least) = ((IReadOnlyList<FolderNode>)[], singlePaths, measure.Of(singlePaths));
        var folders = FolderTree.Build(kept, options, request);
        var knapsack = new WildcardKnapsack(folders, Math.Clamp(Math.Min(request.FreeWildcards, request.Limits.WildcardsPerBatch), 0, MaxWildcards));
        foreach (var (path, waiting) in measure.Probes(singlePaths))
        {
            var chosen = knapsack.Solve(new PlanPrices(path + waiting, path, measure.WildcardWaitingPrice, measure.RefetchPrice));
            var cost = Narrow(chosen, singlePaths, measure);
            if (measure.Of(cost) < least)
            {
                (best, bestCost, least) = (chosen, cost, measure.Of(cost));
            }
        }

        return (best, bestCost);
    }

    // Prices that add up treat like folders alike. Where free paths or slots end between them, some of their wildcards are not worth it.
    private static PlanCost Narrow(List<FolderNode> chosen, PlanCost singlePaths, PlanMeasure measure)
    {
        var cost = CostOf(singlePaths, chosen);
        while (true)
        {
            var (worst, least, leastCost) = (-1, measure.Of(cost), cost);
            for (var index = chosen.Count - 1; index >= 0; index--)
            {
                var folder = chosen[index];
                var without = new PlanCost(cost.SinglePaths + folder.SinglePaths, cost.Wildcards + folder.Wildcards - 1, cost.Refetches - folder.Refetches);
                (worst, least, leastCost) = measure.Of(without) < least ? (index, measure.Of(without), without) : (worst, least, leastCost);
            }

            if (worst < 0)
            {
                return cost;
            }

            chosen.RemoveAt(worst);
            cost = leastCost;
        }
    }

    private static (List<string> Paths, int[] PathOf) Replace(string[] kept, IReadOnlyList<FolderNode> chosen)
    {
        var paths = new List<string>(kept.Length);
        var pathOf = new int[kept.Length];
        var folders = new Queue<FolderNode>(chosen);
        for (var index = 0; index < kept.Length;)
        {
            var folder = folders.TryPeek(out var next) && next.Start == index ? folders.Dequeue() : null;
            paths.Add(folder is null ? kept[index] : string.Concat(folder.Prefix, "*"));
            for (var end = folder?.End ?? (index + 1); index < end; index++)
            {
                pathOf[index] = paths.Count - 1;
            }
        }

        return (paths, pathOf);
    }

    private static PlanCost Count(string[] paths)
    {
        var wildcards = paths.Count(PathReduction.IsWildcard);
        return new PlanCost(paths.Length - wildcards, wildcards, Refetches: 0);
    }

    private static PlanCost CostOf(PlanCost singlePaths, List<FolderNode> chosen) => new(
        singlePaths.SinglePaths - chosen.Sum(static folder => folder.SinglePaths),
        singlePaths.Wildcards - chosen.Sum(static folder => folder.Wildcards) + chosen.Count,
        chosen.Sum(static folder => folder.Refetches));

    private decimal MoneyOf(PlanCost cost, InvalidationPlanRequest request) =>
        (decimal)options.PricePerPath * Math.Max(0, cost.SinglePaths + cost.Wildcards - Math.Max(0, request.FreePathsThisMonth));
}
