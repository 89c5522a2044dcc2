namespace ResilientStorage.Testing;

/// <summary>Mistakes that the simulation plants to see that it would find them. Each is looked at in exactly one place.</summary>
[Flags]
internal enum LedgerMistakes
{
    None = 0,

    /// <summary>A commit does not look at IfExists and IfVersion again.</summary>
    CommitIgnoresIfExists = 1,

    /// <summary>The sweep queues the removal of an expired upload's replicas without failing its version.</summary>
    SweepWithoutFence = 2,

    /// <summary>FailUpload fails the version and queues the removal without the compare-and-set.</summary>
    FailWithoutGuard = 4,

    /// <summary>A restore does not look whether a removal has begun.</summary>
    RestoreIgnoresRemoving = 8,

    /// <summary>A removal is final at once, although a write may still land.</summary>
    LateWritesIgnored = 16,

    /// <summary>A removal claim does not check the version's state.</summary>
    ClaimIgnoresVersionState = 32,

    /// <summary>A result counts although its item was claimed again since.</summary>
    CompleteIgnoresEpoch = 64,
}
