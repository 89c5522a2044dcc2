namespace ResilientStorage.Deletes;

/// <summary>What the handling of a group came to.</summary>
public enum DeleteOutcomeKind
{
    /// <summary>Nothing is left to do.</summary>
    Done = 0,

    /// <summary>Hand the group out again later.</summary>
    Retry = 1,

    /// <summary>All that is left waits for a person.</summary>
    Dead = 2,
}
