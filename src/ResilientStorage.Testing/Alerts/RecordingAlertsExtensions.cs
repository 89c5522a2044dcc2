using ResilientStorage.Configuration;

namespace ResilientStorage.Testing;

/// <summary>Sends alerts to a sink that remembers them.</summary>
public static class RecordingAlertsExtensions
{
    /// <summary>Adds a sink that remembers every alert.</summary>
    /// <param name="alerts">The builder.</param>
    /// <param name="sink">The sink, which the test keeps to look at.</param>
    /// <returns>The builder.</returns>
    public static AlertsBuilder UseRecording(this AlertsBuilder alerts, RecordingAlertSink sink)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        ArgumentNullException.ThrowIfNull(sink);
        return alerts.Use(_ => sink);
    }
}
