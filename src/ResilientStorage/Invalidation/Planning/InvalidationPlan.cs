namespace ResilientStorage.Invalidation.Planning;

/// <summary>What to send for what changed.</summary>
internal sealed record InvalidationPlan
{
    /// <summary>The paths, by call. Only the first can fit now.</summary>
    public required IReadOnlyList<PlannedBatch> Batches { get; init; }

    /// <summary>For each path of the request the number of the batch that covers it.</summary>
    public required IReadOnlyList<int> BatchOfPath { get; init; }

    public required PlanCost Cost { get; init; }

    /// <summary>What it would have been without any wildcard of choice.</summary>
    public required PlanCost CostOfSinglePaths { get; init; }

    /// <summary>What the paths cost beyond the free ones, in dollars.</summary>
    public required decimal Money { get; init; }

    /// <summary>What it would have been without any wildcard of choice, in dollars.</summary>
    public required decimal MoneyOfSinglePaths { get; init; }
}
