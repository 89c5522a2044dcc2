namespace ResilientStorage.Deletes.InProcess;

/// <summary>How the delete queue inside the process works.</summary>
public sealed class InProcessDeleteQueueOptions
{
    /// <summary>How many groups the queue holds at most: waiting, being handled, and waiting for a retry.</summary>
    /// <value>10,000 by default; at least 1. A full queue refuses groups; the ledger's polling removes them later.</value>
    public int Capacity { get; set; } = 10_000;

    /// <summary>How many groups each consumer handles at once.</summary>
    /// <value>2 by default; at least 1.</value>
    public int Concurrency { get; set; } = 2;

    /// <summary>How long one group may be handled before its token is cancelled.</summary>
    /// <value>10 minutes by default; more than zero, at most 24 hours.</value>
    public TimeSpan GroupTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long to wait before a group is handed out again whose handler threw.</summary>
    /// <value>30 seconds by default; more than zero, at most 24 hours.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(30);
}
