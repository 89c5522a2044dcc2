namespace ResilientStorage.Simulation.Kernel;

/// <summary>One life of a process. When it crashes nothing of it runs again: no continuation, no finally, no timer.</summary>
internal sealed class SimNode
{
    private readonly SimNetwork _network;

    public SimNode(SimNetwork network, string name, TimeSpan clockOffset)
    {
        _network = network;
        Name = name;
        Time = new SimTimeProvider(network.Loop, clockOffset, () => IsAlive);
    }

    public string Name { get; }

    public bool IsAlive { get; private set; } = true;

    public SimTimeProvider Time { get; }

    /// <summary>In the order in which they began, so that a crash treats them in the same order each time.</summary>
    public List<ISimCall> InFlight { get; } = [];

    /// <summary>Told after the crash, for instance to give the queue its messages back.</summary>
    public event Action? Crashed;

    public void Crash()
    {
        if (!IsAlive)
        {
            return;
        }

        IsAlive = false;
        _network.Trace.Add($"{Name} CRASH with {InFlight.Count} calls under way");
        foreach (var call in InFlight.ToArray())
        {
            call.Drop(_network.Policy.DecideRest(call.Info));
        }

        InFlight.Clear();
        Crashed?.Invoke();
    }
}
