using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Faults;

/// <summary>No fault but one: the node dies in its n-th call after <see cref="Arm"/>, with the outcome asked for.</summary>
internal sealed class CrashPointPolicy(SimRandom random, TimeSpan lateBy) : ICallPolicy
{
    private SimNode? _node;
    private int _crashAt;
    private CallEffect _effect;

    /// <summary>Calls of the armed node since it was armed.</summary>
    public int Counted { get; private set; }

    /// <summary>The call in which the node died, for messages.</summary>
    public string? CrashedIn { get; private set; }

    /// <param name="node">The node.</param>
    /// <param name="crashAt">Which of its calls, from 1; 0 only counts.</param>
    /// <param name="effect">What becomes of that call, and of the others under way.</param>
    public void Arm(SimNode node, int crashAt, CallEffect effect)
    {
        _node = node;
        _crashAt = crashAt;
        _effect = effect;
        Counted = 0;
    }

    public CallVerdict Decide(CallInfo call)
    {
        if (ReferenceEquals(call.Node, _node) && ++Counted == _crashAt)
        {
            CrashedIn = call.ToString();
            return new CallVerdict(CallFault.Crash, _effect, default, default, lateBy);
        }

        var latency = random.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(10));
        return new CallVerdict(CallFault.None, CallEffect.InTime, latency, latency);
    }

    public CallVerdict DecideRest(CallInfo call) => new(CallFault.None, call.IsWrite ? _effect : CallEffect.Never, default, default, lateBy);

    public BodyVerdict DecideBody(CallInfo call, long length) => default;
}
