namespace ResilientStorage.Alerts;

/// <summary>How long a test waits for a signal over loopback before it fails. Nothing is ever waited for this long when it works.</summary>
internal static class Patience
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);
}
