using System.Diagnostics.Metrics;

namespace ResilientStorage.Telemetry;

/// <summary>Makes meters that a listener can tell from those of other engines, as a host's container does.</summary>
internal sealed class MeterFactory : IMeterFactory
{
    private readonly List<Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose() => _meters.ForEach(static meter => meter.Dispose());
}
