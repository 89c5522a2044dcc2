using ResilientStorage.Maintenance;

namespace ResilientStorage.Simulation.Scenarios;

/// <summary>The engine of one life of a node.</summary>
/// <param name="Storage">What clients use.</param>
/// <param name="Maintenance">What operators use.</param>
/// <param name="RunWorkerAsync">What the hosted service runs.</param>
internal sealed record SimEngine(IResilientStorage Storage, IStorageMaintenance Maintenance, Func<CancellationToken, Task> RunWorkerAsync);
