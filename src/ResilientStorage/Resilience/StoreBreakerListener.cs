using Polly.CircuitBreaker;
using Polly.Telemetry;

namespace ResilientStorage.Resilience;

/// <summary>Hears of the breaker's changes on the thread of the call that caused them. That Polly is half open for a moment is no news: the probe is over by then.</summary>
internal sealed class StoreBreakerListener(Action<StoreBreakerChange> hear) : TelemetryListener
{
    public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args)
    {
        switch (args.Arguments)
        {
            case OnCircuitOpenedArguments<object> opened:
                hear(new StoreBreakerChange(StoreBreakerState.Open, opened.BreakDuration, opened.Outcome.Exception as StorageException));
                break;
            case OnCircuitClosedArguments<object>:
                hear(new StoreBreakerChange(StoreBreakerState.Closed, TimeSpan.Zero, Cause: null));
                break;
            default:
                break;
        }
    }
}
