using ResilientStorage.Deletes;
using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Queues;

/// <summary>The broker as one node reaches it.</summary>
internal sealed class SimDeleteQueue(SimNetwork network, SimNode node, SimBroker broker) : IDeleteQueue
{
    public Task EnqueueAsync(IReadOnlyCollection<DeleteGroup> groups, CancellationToken cancellationToken = default) =>
        network.CallAsync(node, CallTarget.Queue, "", "Enqueue", $"{groups.Count} groups", isWrite: true, new EnqueueCall(broker, groups), cancellationToken);

    public Task ConsumeAsync(Func<DeleteGroup, CancellationToken, Task<DeleteOutcome>> handler, CancellationToken cancellationToken = default)
    {
        network.Loop.AssertOnLoop("ConsumeAsync");
        if (!node.IsAlive)
        {
            return new TaskCompletionSource().Task;
        }

        var consumer = new SimConsumer(network.Loop, broker, node, handler, cancellationToken);
        broker.Attach(consumer);
        return consumer.Ended;
    }

    private sealed class EnqueueCall(SimBroker broker, IReadOnlyCollection<DeleteGroup> groups) : SimCallBody<bool>
    {
        public override bool Effect()
        {
            foreach (var group in groups)
            {
                broker.Add(group);
            }

            return true;
        }

        public override Exception MakeError(CallFault fault) => new InvalidOperationException($"The queue cannot be reached (simulated {fault}).");
    }
}
