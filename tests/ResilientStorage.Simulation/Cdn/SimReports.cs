using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Sending;
using ResilientStorage.Simulation.Model;

namespace ResilientStorage.Simulation.Cdn;

/// <summary>Reports in memory, which outlive the nodes.</summary>
internal sealed class SimReports(CdnModel model) : IInvalidationReports
{
    public Task<string?> WriteAsync(IReadOnlyList<InvalidationBatch> batches, CancellationToken cancellationToken) => Task.FromResult<string?>(model.Reported(batches));
}
