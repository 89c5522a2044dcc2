namespace ResilientStorage.Maintenance;

/// <summary>What a round of work did.</summary>
public sealed record WorkReport
{
    /// <summary>Replicas whose removal a store confirmed.</summary>
    public int Removed { get; init; }

    /// <summary>Replicas that were written again.</summary>
    public int Repaired { get; init; }

    /// <summary>Aliases that were made equal to the ledger.</summary>
    public int AliasesWritten { get; init; }

    /// <summary>Items that failed and will be tried again.</summary>
    public int Failed { get; init; }

    /// <summary>Removals that used up their tries.</summary>
    public int DeadLettered { get; init; }

    /// <summary>Adds two reports.</summary>
    public static WorkReport operator +(WorkReport left, WorkReport right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return Add(left, right);
    }

    /// <summary>Adds two reports.</summary>
    /// <param name="left">One report.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum.</returns>
    public static WorkReport Add(WorkReport left, WorkReport right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new()
        {
            Removed = left.Removed + right.Removed,
            Repaired = left.Repaired + right.Repaired,
            AliasesWritten = left.AliasesWritten + right.AliasesWritten,
            Failed = left.Failed + right.Failed,
            DeadLettered = left.DeadLettered + right.DeadLettered,
        };
    }
}
