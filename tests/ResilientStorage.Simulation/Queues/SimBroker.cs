using ResilientStorage.Deletes;
using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Queues;

/// <summary>
/// A broker that outlives the nodes: delivers at least once, in any order, to any consumer, and hands out again what a dead node had taken.
/// </summary>
internal sealed class SimBroker(SimNetwork network, SimRandom random)
{
    private const int Prefetch = 2;
    private readonly List<DeleteGroup> _ready = [];
    private readonly List<SimConsumer> _consumers = [];

    /// <summary>How often a group is lost, and how often it is delivered twice.</summary>
    public double Disorder { get; set; }

    public int Ready => _ready.Count;

    public void Add(DeleteGroup group)
    {
        if (random.Chance(Disorder))
        {
            network.Trace.Add($"broker loses {group.Id}");
            return;
        }

        _ready.Add(group);
        if (random.Chance(Disorder))
        {
            _ready.Add(group);
        }

        PostDispatch(TimeSpan.Zero);
    }

    public void Attach(SimConsumer consumer)
    {
        _consumers.Add(consumer);
        PostDispatch(TimeSpan.Zero);
    }

    public void Detach(SimConsumer consumer) => _consumers.Remove(consumer);

    public void Return(DeleteGroup group, TimeSpan after) => network.Loop.Post(after, () =>
    {
        _ready.Add(group);
        PostDispatch(TimeSpan.Zero);
    });

    public void PostDispatch(TimeSpan after) => network.Loop.Post(after + random.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(30)), Dispatch);

    private void Dispatch()
    {
        while (_ready.Count > 0)
        {
            var free = _consumers.FindAll(static c => c.Running < Prefetch);
            if (free.Count == 0)
            {
                return;
            }

            var index = random.Next(_ready.Count);
            var group = _ready[index];
            _ready.RemoveAt(index);
            random.Pick(free).Deliver(group);
        }
    }
}
