namespace ResilientStorage.Relational.Sql;

/// <summary>Times as the tables keep them: whole microseconds since 1970 UTC, the finest unit that every database has.</summary>
internal static class Microseconds
{
    /// <summary>The last time that .NET can express.</summary>
    public static readonly long Latest = Of(DateTimeOffset.MaxValue);

    public static long Of(DateTimeOffset time) => (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long Of(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToTime(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    // TimeSpan.MaxValue means "never".
    public static long Add(long time, TimeSpan duration) => Math.Clamp(time + Of(duration), 0, Latest);
}
