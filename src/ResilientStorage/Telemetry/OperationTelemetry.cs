using System.Diagnostics;
using System.Diagnostics.Metrics;
using Instruments = ResilientStorage.ResilientStorageTelemetry.Instruments;
using Tags = ResilientStorage.ResilientStorageTelemetry.Attributes;

namespace ResilientStorage.Telemetry;

/// <summary>Times the operations of a storage, and gives each its span.</summary>
internal sealed class OperationTelemetry(Meter meter, SpanSource spans, string instance, TimeProvider time)
{
    private readonly Histogram<double> _duration = meter.CreateDuration(Instruments.OperationDuration, ResilientStorageTelemetry.Units.OperationDuration, ResilientStorageTelemetry.Descriptions.OperationDuration);

    public bool IsHeard => _duration.Enabled || spans.IsHeard;

    public async Task<TResult> MeasureAsync<TState, TResult>(string operation, string spanName, Func<TState, CancellationToken, Task<TResult>> run, TState state, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        using var span = spans.Start(spanName);
        try
        {
            var result = await run(state, cancellationToken).ConfigureAwait(false);
            Record(operation, startedAt, error: null, cancellationToken);
            return result;
        }
        catch (Exception e)
        {
            span.Fail(e, cancellationToken);
            Record(operation, startedAt, e, cancellationToken);
            throw;
        }
    }

    private void Record(string operation, long startedAt, Exception? error, CancellationToken cancellationToken)
    {
        if (!_duration.Enabled)
        {
            return;
        }

        var tags = new TagList { { Tags.Instance, instance }, { Tags.Operation, operation } };
        if (error is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            tags.Add(Tags.Outcome, TagValues.Cancelled);
        }
        else if (error is not null)
        {
            tags.Add(Tags.ErrorType, TagValues.Of(error));
        }

        _duration.Record(time.GetElapsedTime(startedAt).TotalSeconds, tags);
    }
}
