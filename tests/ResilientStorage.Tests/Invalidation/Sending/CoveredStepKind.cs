namespace ResilientStorage.Invalidation.Sending;

internal enum CoveredStepKind
{
    /// <summary>The ledger tells of its own write.</summary>
    OwnChange = 0,

    /// <summary>Another changes an object, and an event tells of it, late.</summary>
    EventChange = 1,

    /// <summary>The ledger tells of its own write, and an event does, too.</summary>
    BothChange = 2,

    /// <summary>A person invalidates a folder.</summary>
    Wildcard = 3,

    /// <summary>The sender does what can be done.</summary>
    Send = 4,

    /// <summary>The sender sends, and the answer gets lost.</summary>
    LoseAnswer = 5,

    /// <summary>The process ends.</summary>
    Crash = 6,

    /// <summary>Time passes.</summary>
    Wait = 7,
}
