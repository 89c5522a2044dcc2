using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Faults;

/// <summary>No fault but one, when armed: the next PUT to a store has no effect and is not answered.</summary>
internal sealed class UnansweredPutPolicy(string store) : ICallPolicy
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(5);

    public bool IsArmed { get; set; }

    public CallVerdict Decide(CallInfo call)
    {
        if (IsArmed && call.Target == CallTarget.Store && call.Name == store && call.Operation == "Put")
        {
            IsArmed = false;
            return new CallVerdict(CallFault.Unknown, CallEffect.Never, Latency, Latency);
        }

        return new CallVerdict(CallFault.None, CallEffect.InTime, Latency, Latency);
    }

    public CallVerdict DecideRest(CallInfo call) => new(CallFault.None, CallEffect.Never, default, default);

    public BodyVerdict DecideBody(CallInfo call, long length) => default;
}
