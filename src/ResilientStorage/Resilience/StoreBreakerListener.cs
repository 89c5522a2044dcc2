using Polly;
using Polly.CircuitBreaker;
using Polly.Telemetry;

namespace ResilientStorage.Resilience;

/// <summary>Hears of the breaker's changes on the thread of the call that caused them.</summary>
internal sealed class StoreBreakerListener(Action<StoreBreakerChange, ResilienceContext> hear) : TelemetryListener
{
    public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args)
    {
        switch (args.Arguments)
        {
            case OnCircuitOpenedArguments<object> opened:
                hear(new StoreBreakerChange(StoreBreakerState.Open, opened.BreakDuration, opened.Outcome.Exception as StorageException), args.Context);
                break;
            case OnCircuitClosedArguments<object>:
                hear(new StoreBreakerChange(StoreBreakerState.Closed, TimeSpan.Zero, Cause: null), args.Context);
                break;
            case OnCircuitHalfOpenedArguments:
                hear(new StoreBreakerChange(StoreBreakerState.Probing, TimeSpan.Zero, Cause: null), args.Context);
                break;
            default:
                break;
        }
    }
}
