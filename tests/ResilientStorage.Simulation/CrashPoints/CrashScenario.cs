namespace ResilientStorage.Simulation.CrashPoints;

/// <summary>One operation whose every call is a place to die.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PrepareAsync">What happens before, without faults.</param>
/// <param name="ActAsync">The operation, with the work that it leaves to the worker.</param>
/// <param name="HasCdn">Whether a CDN is told of changes.</param>
internal sealed record CrashScenario(string Name, Func<CrashStage, Task> PrepareAsync, Func<CrashStage, Task> ActAsync, bool HasCdn = false);
