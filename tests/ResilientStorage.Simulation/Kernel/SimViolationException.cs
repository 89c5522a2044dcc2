namespace ResilientStorage.Simulation.Kernel;

/// <summary>An invariant that does not hold in a simulated history.</summary>
internal sealed class SimViolationException(string invariant, string message) : Exception($"{invariant}: {message}")
{
    public string Invariant { get; } = invariant;
}
