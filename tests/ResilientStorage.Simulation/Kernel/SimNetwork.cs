namespace ResilientStorage.Simulation.Kernel;

/// <summary>All that lies between nodes and what they call.</summary>
internal sealed class SimNetwork(SimLoop loop, ICallPolicy policy)
{
    private readonly List<SimNode> _nodes = [];

    public SimLoop Loop { get; } = loop;

    public SimTrace Trace => Loop.Trace;

    public ICallPolicy Policy { get; set; } = policy;

    /// <summary>Calls of all nodes so far.</summary>
    public long Calls { get; private set; }

    /// <summary>Effects that are still to land although nobody waits for them.</summary>
    public int LateEffects { get; set; }

    public SimNode AddNode(string name, TimeSpan clockOffset = default)
    {
        var node = new SimNode(this, name, clockOffset);
        node.Crashed += () => _nodes.Remove(node);
        _nodes.Add(node);
        return node;
    }

    public Task<T> CallAsync<T>(SimNode node, CallTarget target, string name, string operation, string detail, bool isWrite, SimCallBody<T> body, CancellationToken token)
    {
        Loop.AssertOnLoop($"{target}.{operation}");
        if (!node.IsAlive)
        {
            return new TaskCompletionSource<T>().Task;
        }

        if (token.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(token);
        }

        var info = new CallInfo(node, ++Calls, target, name, operation, detail, isWrite);
        var verdict = Policy.Decide(info);
        Loop.Trace.Mix((ulong)target);
        Loop.Trace.Mix(operation);
        Loop.Trace.Mix(detail);
        Trace.Add($"{info} begins");
        var call = new SimCall<T>(this, info, body, verdict, token);
        if (verdict.Fault == CallFault.Crash)
        {
            call.Drop(verdict);
            node.Crash();
            return call.Task;
        }

        node.InFlight.Add(call);
        call.Begin();
        return call.Task;
    }

    /// <summary>Ends every call that hangs, as happens when the world heals.</summary>
    public void EndHangs()
    {
        foreach (var node in _nodes.ToArray())
        {
            foreach (var call in node.InFlight.ToArray())
            {
                call.EndHang();
            }
        }
    }
}
