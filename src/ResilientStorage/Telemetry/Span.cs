using System.Diagnostics;

namespace ResilientStorage.Telemetry;

/// <summary>A span under way, or none when nobody listens. Disposing ends it.</summary>
internal readonly struct Span(Activity? activity, TimeProvider? time) : IDisposable
{
    /// <summary>Marks it as failed; what the caller cancelled is no failure.</summary>
    public void Fail(Exception error, CancellationToken cancellationToken)
    {
        if (activity is null)
        {
            return;
        }

        if (error is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            SetOutcome(TagValues.Cancelled);
            return;
        }

        // No description: messages name keys.
        activity.SetStatus(ActivityStatusCode.Error);
        activity.SetTag(ResilientStorageTelemetry.Attributes.ErrorType, TagValues.Of(error));
    }

    public void SetOutcome(string outcome) => activity?.SetTag(ResilientStorageTelemetry.Attributes.Outcome, outcome);

    public void Dispose() => activity?.SetEndTime(time!.GetUtcNow().UtcDateTime).Dispose();
}
