namespace ResilientStorage;

/// <summary>
/// The public names of what this library measures and traces: for <c>AddMeter</c>, <c>AddSource</c>, views, dashboards and alerts. They follow OpenTelemetry's
/// <see href="https://opentelemetry.io/docs/specs/semconv/general/naming/">naming rules</see>. No tag of any kind ever holds a resource key or an object key.
/// </summary>
public static partial class ResilientStorageTelemetry
{
    /// <summary>The meter's name, for <c>AddMeter</c>. See <see href="https://opentelemetry.io/docs/specs/otel/metrics/api/#get-a-meter">Get a Meter</see>.</summary>
    /// <value><c>ResilientStorage</c>.</value>
    public const string MeterName = "ResilientStorage";

    /// <summary>The activity source's name, for <c>AddSource</c>. See <see href="https://opentelemetry.io/docs/specs/otel/trace/api/#get-a-tracer">Get a Tracer</see>.</summary>
    /// <value><c>ResilientStorage</c>.</value>
    public const string ActivitySourceName = "ResilientStorage";
}
