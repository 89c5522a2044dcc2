using System.Diagnostics.Metrics;

namespace ResilientStorage.Telemetry;

/// <summary>Makes instruments as the specification advises.</summary>
internal static class InstrumentFactory
{
    // In seconds. https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpclientrequestduration
    private static readonly InstrumentAdvice<double> AdvisedDurations = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] };

    public static Histogram<double> CreateDuration(this Meter meter, string name, string unit, string description) =>
        meter.CreateHistogram(name, unit, description, tags: null, AdvisedDurations);
}
