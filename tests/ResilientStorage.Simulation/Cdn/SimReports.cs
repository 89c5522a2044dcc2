using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Sending;

namespace ResilientStorage.Simulation.Cdn;

/// <summary>Reports in memory, which outlive the nodes.</summary>
internal sealed class SimReports(ICdnWitness witness) : IInvalidationReports
{
    public Task<string?> WriteAsync(IReadOnlyList<InvalidationBatch> batches, CancellationToken cancellationToken) => Task.FromResult<string?>(witness.Reported(batches));
}
