using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ResilientStorage.Telemetry;

/// <summary>What one engine measures and traces. Nobody listening costs a check of a flag.</summary>
internal sealed class StorageTelemetry : IDisposable
{
    private readonly ActivitySource _source;
    private readonly Meter _meter;
    private readonly bool _ownsMeter;

    public StorageTelemetry(IMeterFactory? meters, string instance, TimeProvider time)
    {
        var version = typeof(StorageTelemetry).Assembly.GetName().Version?.ToString(fieldCount: 3);
        _source = new ActivitySource(ResilientStorageTelemetry.ActivitySourceName, version);

        // A factory disposes its meters itself.
        var options = new MeterOptions(ResilientStorageTelemetry.MeterName) { Version = version };
        _ownsMeter = meters is null;
        _meter = meters?.Create(options) ?? new Meter(options);

        Spans = new SpanSource(_source, instance, time);
        Operations = new OperationTelemetry(_meter, Spans, instance, time);
        Stores = new StoreTelemetry(_meter, Spans, instance);
        Counters = new StorageCounters(_meter, instance);
        Ledger = new LedgerGauges(_meter, instance, time);
    }

    public SpanSource Spans { get; }

    public OperationTelemetry Operations { get; }

    public StoreTelemetry Stores { get; }

    public StorageCounters Counters { get; }

    public LedgerGauges Ledger { get; }

    public void Dispose()
    {
        Stores.Forget();
        Ledger.Forget();
        _source.Dispose();
        if (_ownsMeter)
        {
            _meter.Dispose();
        }
    }
}
