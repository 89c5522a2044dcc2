namespace ResilientStorage.Ledger;

/// <summary>How an item of work ended.</summary>
public enum WorkOutcome
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>To be tried again.</summary>
    Retry = 1,

    /// <summary>Out of tries: it waits for a person.</summary>
    Dead = 2,
}
