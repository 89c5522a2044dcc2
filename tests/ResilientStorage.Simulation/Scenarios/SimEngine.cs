using ResilientStorage.Invalidation;
using ResilientStorage.Maintenance;

namespace ResilientStorage.Simulation.Scenarios;

/// <summary>The engine of one life of a node.</summary>
/// <param name="Storage">What clients use.</param>
/// <param name="Maintenance">What operators use.</param>
/// <param name="Batcher">What tells the CDN; null for nobody.</param>
/// <param name="RunWorkerAsync">What the hosted service runs.</param>
internal sealed record SimEngine(IResilientStorage Storage, IStorageMaintenance Maintenance, IInvalidationBatcher? Batcher, Func<CancellationToken, Task> RunWorkerAsync);
