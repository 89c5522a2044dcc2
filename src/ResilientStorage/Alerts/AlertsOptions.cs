using ResilientStorage.Configuration;

namespace ResilientStorage.Alerts;

/// <summary>How often alerts are sent, and how long a sink may take. Alerts that are not sent are in the log.</summary>
public sealed class AlertsOptions
{
    /// <summary>
    /// How long alerts of one kind in one store are gathered after one was sent. The first goes out at once; at the end of each window one summary tells of those
    /// that came since; a window without any ends the trouble, and the next one goes out at once again.
    /// </summary>
    /// <value>5 minutes by default; zero to 24 hours, where zero sends each alert by itself.</value>
    [DurationRange("00:00:00", DurationRangeAttribute.LongestTimer)]
    public TimeSpan CoalesceWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many alerts a sink gets within any hour. More are held back and counted: the next one sent, an hour after the oldest at the latest, says how many.</summary>
    /// <value>60 by default; 1 to 10,000.</value>
    [NumberRange(1, 10_000)]
    public int MaxPerHour { get; set; } = 60;

    /// <summary>How long a sink may take to deliver one alert, with all its retries.</summary>
    /// <value>30 seconds by default; 100 milliseconds to 1 hour.</value>
    [DurationRange("00:00:00.1", "01:00:00")]
    public TimeSpan SinkTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long disposing the storage waits for alerts under way and for the summaries that are not yet due.</summary>
    /// <value>5 seconds by default; zero to 5 minutes, where zero only logs them.</value>
    [DurationRange("00:00:00", "00:05:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What the commands that alerts name as the next step end with, so that they can be pasted: such as <c>--config /etc/photos/appsettings.json --section Photos</c>.</summary>
    /// <value>Null by default: <c>--config FILE</c>, and <c>--instance</c> with the name of a named storage; any text without line ends.</value>
    public string? CommandArguments { get; set; }
}
