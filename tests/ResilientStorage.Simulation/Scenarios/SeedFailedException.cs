namespace ResilientStorage.Simulation.Scenarios;

/// <summary>A seed whose run broke an invariant; the message has all that a replay needs.</summary>
internal sealed class SeedFailedException(string message) : Exception(message);
