namespace ResilientStorage.Invalidation.Planning;

/// <summary>Prices that add up, for the knapsack.</summary>
internal readonly record struct PlanPrices(double SinglePath, double Wildcard, double WaitingWildcard, double Refetch);
