namespace ResilientStorage.Invalidation.Planning;

/// <summary>The measure by which covers are compared: dollars for paths, for refetches, and for waiting.</summary>
internal sealed class PlanMeasure
{
    private const int SlotsOfAWildcard = 200;
    private const double FrugalShare = 0.1;
    private readonly double _pathPrice;
    private readonly long _freePaths;
    private readonly int _freeSinglePaths;
    private readonly int _freeWildcards;

    public PlanMeasure(InvalidationPlannerOptions options, InvalidationPlanRequest request)
    {
        var isFrugal = (request.Mode ?? options.Mode) == InvalidationMode.Frugal;
        _pathPrice = options.PricePerPath;
        _freePaths = isFrugal ? 0 : Math.Max(0, request.FreePathsThisMonth);
        _freeSinglePaths = Math.Max(0, request.FreeSinglePaths);
        _freeWildcards = Math.Max(0, request.FreeWildcards);
        RefetchPrice = options.PricePerThousandRefetches / 1_000 * (isFrugal ? FrugalShare : 1);
        SingleWaitingPrice = options.WaitingPrice;
    }

    public double RefetchPrice { get; }

    public double SingleWaitingPrice { get; }

    public double WildcardWaitingPrice => SingleWaitingPrice * SlotsOfAWildcard;

    /// <summary>How many refetches cost as much as these paths can at all.</summary>
    public long MostRefetchesFor(int singlePaths, int wildcards) =>
        (long)Math.Min(Math.Ceiling(((singlePaths * (_pathPrice + SingleWaitingPrice)) + (wildcards * (_pathPrice + WildcardWaitingPrice))) / RefetchPrice), int.MaxValue);

    public double Of(PlanCost cost) =>
        (_pathPrice * Math.Max(0, cost.SinglePaths + cost.Wildcards - _freePaths))
        + (RefetchPrice * cost.Refetches)
        + (SingleWaitingPrice * Math.Max(0, cost.SinglePaths - _freeSinglePaths))
        + (WildcardWaitingPrice * Math.Max(0, cost.Wildcards - _freeWildcards));

    /// <summary>
    /// Prices of a path and of waiting with which the knapsack, whose costs add up, is asked for covers. Free paths and free slots make the measure bend, and the
    /// best cover lies at some price between none and the full one: a few between are tried.
    /// </summary>
    public IEnumerable<(double Path, double Waiting)> Probes(PlanCost singlePaths)
    {
        var paths = Steps(_pathPrice, never: singlePaths.SinglePaths + singlePaths.Wildcards <= _freePaths, always: _freePaths == 0);
        var waits = Steps(SingleWaitingPrice, never: singlePaths.SinglePaths <= _freeSinglePaths, always: _freeSinglePaths == 0);
        return paths.SelectMany(_ => waits, static (path, waiting) => (path, waiting));
    }

    private static double[] Steps(double price, bool never, bool always) =>
        never || price == 0 ? [0] : always ? [price] : [0, price / 64, price / 16, price / 4, price];
}
