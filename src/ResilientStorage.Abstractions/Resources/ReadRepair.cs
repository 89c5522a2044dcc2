namespace ResilientStorage;

/// <summary>When a read repairs what it found missing or corrupt.</summary>
public enum ReadRepair
{
    /// <summary>The repair is queued and the read is answered at once.</summary>
    Background = 0,

    /// <summary>The repair is tried, with the usual retries, before the read is answered; if it fails it stays queued and the read is answered all the same.</summary>
    BeforeResponse = 1,

    /// <summary>Only the finding is recorded; the next sweep queues the repair.</summary>
    Off = 2,
}
