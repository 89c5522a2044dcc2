using System.Diagnostics.Metrics;
using Attributes = ResilientStorage.ResilientStorageTelemetry.Attributes;

namespace ResilientStorage.Telemetry;

/// <summary>Hears everything that the meters of one factory measure.</summary>
internal sealed class MeasurementRecorder : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly string _instance;

    public MeasurementRecorder(MeterFactory meters, string instance)
    {
        _instance = instance;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
            {
                Instruments.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public List<Instrument> Instruments { get; } = [];

    public List<Measured> All { get; } = [];

    /// <summary>The tags of an instrument's measurements, in order.</summary>
    public IReadOnlyList<string> TagsOf(string instrument) => [.. Of(instrument).Select(static measured => measured.Tags)];

    public IReadOnlyList<Measured> Of(string instrument) => [.. All.Where(measured => measured.Instrument == instrument)];

    public double Sum(string instrument, string tags = "") => Of(instrument).Where(measured => measured.Tags == tags).Sum(static measured => measured.Value);

    /// <summary>Asks the observable ones of this name.</summary>
    public IReadOnlyList<Measured> Observe(string instrument)
    {
        All.Clear();
        _listener.RecordObservableInstruments();
        return Of(instrument);
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var all = tags.ToArray();
        Assert.Equal(_instance, Assert.Single(all, static tag => tag.Key == Attributes.Instance).Value);
        var texts = all.Where(static tag => tag.Key != Attributes.Instance)
            .Select(static tag => $"{tag.Key.Replace("resilientstorage.", "", StringComparison.Ordinal)}={tag.Value}")
            .Order(StringComparer.Ordinal);
        All.Add(new Measured(instrument.Name, value, string.Join(' ', texts)));
    }
}
