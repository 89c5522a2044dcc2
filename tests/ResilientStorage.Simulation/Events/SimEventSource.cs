using ResilientStorage.Invalidation.Events;
using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Events;

/// <summary>A source of events that outlives the processes: whatever is not acknowledged comes again, as it was.</summary>
internal sealed class SimEventSource(SimNetwork network, IEnumerable<S3EventBatch> batches)
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);
    private readonly List<S3EventBatch> _waiting = [.. batches];

    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Delivers to one process until nothing waits; never ends once the process is dead.</summary>
    public async Task DeliverAsync(SimNode node, S3EventHandler handler)
    {
        while (_waiting.Count > 0)
        {
            var batch = _waiting[0];
            var report = await handler.HandleAndFlushAsync(batch).ConfigureAwait(false);
            if (report.IsAcknowledged)
            {
                await network.CallAsync(node, CallTarget.Queue, "", "Acknowledge", batch.Messages[0].Id!, isWrite: true, new Acknowledgement(() => _waiting.Remove(batch)), CancellationToken.None).ConfigureAwait(false);
            }
            else
            {
                await node.DelayAsync(Again).ConfigureAwait(false);
            }
        }
    }

    private sealed class Acknowledgement(Func<bool> acknowledge) : SimCallBody<bool>
    {
        public override bool Effect() => acknowledge();

        public override Exception MakeError(CallFault fault) => new InvalidOperationException($"The source of events cannot be reached (simulated {fault}).");
    }
}
