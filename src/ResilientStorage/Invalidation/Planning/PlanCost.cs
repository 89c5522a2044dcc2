namespace ResilientStorage.Invalidation.Planning;

/// <summary>What a cover costs.</summary>
/// <param name="SinglePaths">How many single paths are sent.</param>
/// <param name="Wildcards">How many wildcards are sent.</param>
/// <param name="Refetches">How many objects that did not change are fetched again because of wildcards that were chosen.</param>
internal readonly record struct PlanCost(int SinglePaths, int Wildcards, long Refetches);
