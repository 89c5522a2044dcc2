namespace ResilientStorage.Simulation.Kernel;

/// <summary>What becomes of a call.</summary>
/// <param name="Fault">What the caller sees.</param>
/// <param name="Effect">Whether it takes effect.</param>
/// <param name="Request">How long it is under way before it takes effect.</param>
/// <param name="Reply">How long the answer is under way.</param>
/// <param name="LateBy">How long after the answer a late effect lands.</param>
internal readonly record struct CallVerdict(CallFault Fault, CallEffect Effect, TimeSpan Request, TimeSpan Reply, TimeSpan LateBy = default);
