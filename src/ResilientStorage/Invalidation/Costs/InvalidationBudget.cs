namespace ResilientStorage.Invalidation;

/// <summary>What is left of the month.</summary>
/// <param name="FreePaths">How many paths cost nothing.</param>
/// <param name="Mode">How the planner chooses while the budget runs out; null for its own way.</param>
internal readonly record struct InvalidationBudget(long FreePaths, InvalidationMode? Mode)
{
    public InvalidationBudget After(long paths) => this with { FreePaths = Math.Max(0, FreePaths - paths) };
}
