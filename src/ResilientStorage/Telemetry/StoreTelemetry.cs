using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using ResilientStorage.Resilience;
using Descriptions = ResilientStorage.ResilientStorageTelemetry.Descriptions;
using Instruments = ResilientStorage.ResilientStorageTelemetry.Instruments;
using Tags = ResilientStorage.ResilientStorageTelemetry.Attributes;
using Units = ResilientStorage.ResilientStorageTelemetry.Units;

namespace ResilientStorage.Telemetry;

/// <summary>Measures the calls to stores.</summary>
internal sealed class StoreTelemetry : IStoreCallObserver
{
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _permitWaitTime;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _openings;
    private readonly ConcurrentQueue<StoreBreaker> _breakers = new();
    private readonly SpanSource _spans;
    private readonly string _instance;

    public StoreTelemetry(Meter meter, SpanSource spans, string instance)
    {
        _spans = spans;
        _instance = instance;
        _duration = meter.CreateDuration(Instruments.StoreRequestDuration, Units.StoreRequestDuration, Descriptions.StoreRequestDuration);
        _permitWaitTime = meter.CreateDuration(Instruments.StorePermitWaitTime, Units.StorePermitWaitTime, Descriptions.StorePermitWaitTime);
        _retries = meter.CreateCounter<long>(Instruments.StoreRetries, Units.StoreRetries, Descriptions.StoreRetries);
        _refusals = meter.CreateCounter<long>(Instruments.StoreRefusals, Units.StoreRefusals, Descriptions.StoreRefusals);
        _openings = meter.CreateCounter<long>(Instruments.StoreBreakerOpenings, Units.StoreBreakerOpenings, Descriptions.StoreBreakerOpenings);
        meter.CreateObservableGauge(Instruments.StoreBreakerState, ReadStates, Units.StoreBreakerState, Descriptions.StoreBreakerState);
    }

    public void Watch(StoreBreaker breaker) => _breakers.Enqueue(breaker);

    /// <summary>The meter may live longer than the engine: it must not go on telling of its stores.</summary>
    public void Forget() => _breakers.Clear();

    public void Attempted(in StoreAttempt attempt)
    {
        if (attempt.Number == 0)
        {
            // No request: the next bytes of an answer under way.
            return;
        }

        if (_duration.Enabled)
        {
            Record(attempt);
        }

        if (attempt.Number > 1 && _retries.Enabled)
        {
            _retries.Add(1, TagsOf(attempt.Call, attempt.Work));
        }

        if (attempt.Waited > TimeSpan.Zero && _permitWaitTime.Enabled)
        {
            _permitWaitTime.Record(attempt.Waited.TotalSeconds, new TagList { { Tags.Instance, _instance }, { Tags.Store, attempt.Call.Store }, { Tags.Work, TagValues.Of(attempt.Work.Priority) } });
        }

        if (_spans.IsHeard)
        {
            _spans.Record(attempt);
        }
    }

    public void Refused(in StoreCall call, StoreWork work)
    {
        if (_refusals.Enabled)
        {
            _refusals.Add(1, TagsOf(call, work));
        }
    }

    public void BreakerChanged(string store, StoreBreakerChange change)
    {
        if (change.State == StoreBreakerState.Open && _openings.Enabled)
        {
            _openings.Add(1, new TagList { { Tags.Instance, _instance }, { Tags.Store, store }, { Tags.ErrorType, TagValues.Of(change.Cause?.Kind ?? StorageErrorKind.Unknown) } });
        }
    }

    private void Record(in StoreAttempt attempt)
    {
        var tags = TagsOf(attempt.Call, attempt.Work);
        if (attempt.Error is { } error)
        {
            tags.Add(Tags.ErrorType, TagValues.Of(error.Kind));
        }
        else if (attempt.WasCancelled)
        {
            tags.Add(Tags.Outcome, TagValues.Cancelled);
        }

        _duration.Record(attempt.Duration.TotalSeconds, tags);
    }

    private TagList TagsOf(in StoreCall call, StoreWork work) => new()
    {
        { Tags.Instance, _instance },
        { Tags.Store, call.Store },
        { Tags.Operation, call.Operation },
        { Tags.Work, TagValues.Of(work.Priority) },
    };

    private IEnumerable<Measurement<int>> ReadStates() => _breakers.Select(breaker => new Measurement<int>(
        breaker.State switch
        {
            StoreBreakerState.Closed => 0,
            StoreBreakerState.Probing => 1,
            _ => 2,
        },
        new TagList { { Tags.Instance, _instance }, { Tags.Store, breaker.Store } }));
}
