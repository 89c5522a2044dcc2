namespace ResilientStorage.Alerts;

/// <summary>How often alerts are sent, and how long a sink may take. Alerts that are not sent are in the log.</summary>
public sealed class AlertsOptions
{
    /// <summary>
    /// How long alerts of one kind in one store are gathered after one was sent. The first goes out at once; at the end of each window one summary tells of those
    /// that came since; a window without any ends the trouble, and the next one goes out at once again.
    /// </summary>
    /// <value>5 minutes by default; zero (each alert is sent by itself) to 24 hours.</value>
    public TimeSpan CoalesceWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many alerts a sink gets within any hour. More are held back and counted: the next one sent, an hour after the oldest at the latest, says how many.</summary>
    /// <value>60 by default; 1 to 10,000.</value>
    public int MaxPerHour { get; set; } = 60;

    /// <summary>How long a sink may take to deliver one alert, with all its retries.</summary>
    /// <value>30 seconds by default; 100 milliseconds to 1 hour.</value>
    public TimeSpan SinkTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long disposing the storage waits for alerts under way and for the summaries that are not yet due.</summary>
    /// <value>5 seconds by default; zero (they are only logged) to 5 minutes.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
