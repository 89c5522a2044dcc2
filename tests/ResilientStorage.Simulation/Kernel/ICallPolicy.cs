namespace ResilientStorage.Simulation.Kernel;

/// <summary>Decides what becomes of calls.</summary>
internal interface ICallPolicy
{
    CallVerdict Decide(CallInfo call);

    /// <summary>Decides whether a call takes effect that was under way when its caller died, gave up, or the world healed; only Effect and LateBy count.</summary>
    CallVerdict DecideRest(CallInfo call);

    /// <summary>Decides how the bytes of a download arrive.</summary>
    BodyVerdict DecideBody(CallInfo call, long length);
}
