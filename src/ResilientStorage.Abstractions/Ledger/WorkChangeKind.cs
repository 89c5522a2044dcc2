namespace ResilientStorage.Ledger;

/// <summary>What can be changed on work that is not being done.</summary>
public enum WorkChangeKind
{
    /// <summary>The queue was told: notes the time and clears QueueUnreachable.</summary>
    Told = 0,

    /// <summary>The queue could not be told: notes time and reason, and writes the history.</summary>
    QueueUnreachable = 1,

    /// <summary>Dead letters get all their tries again, due now.</summary>
    RetryDead = 2,

    /// <summary>Dead letters are given up: their replicas become Abandoned, with the reason.</summary>
    DiscardDead = 3,
}
