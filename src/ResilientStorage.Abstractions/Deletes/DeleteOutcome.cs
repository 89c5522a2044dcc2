namespace ResilientStorage.Deletes;

/// <summary>How a group went.</summary>
public readonly record struct DeleteOutcome
{
    private DeleteOutcome(DeleteOutcomeKind kind, TimeSpan after)
    {
        Kind = kind;
        After = after;
    }

    /// <summary>Nothing is left to do for the group: removed, restored meanwhile, or not due.</summary>
    public static DeleteOutcome Done => default;

    /// <summary>Every item left has used up its tries and waits for a person in the ledger.</summary>
    public static DeleteOutcome Dead => new(DeleteOutcomeKind.Dead, TimeSpan.Zero);

    /// <summary>What the group's handling came to.</summary>
    public DeleteOutcomeKind Kind { get; }

    /// <summary>How long to wait before the group is handed out again, for <see cref="DeleteOutcomeKind.Retry"/>.</summary>
    public TimeSpan After { get; }

    /// <summary>Some items failed: hand the group out again.</summary>
    /// <param name="after">How long to wait.</param>
    /// <returns>The outcome.</returns>
    public static DeleteOutcome Retry(TimeSpan after) => new(DeleteOutcomeKind.Retry, after);
}
