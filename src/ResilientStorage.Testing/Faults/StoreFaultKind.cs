namespace ResilientStorage.Testing;

/// <summary>What a <see cref="StoreFault"/> does.</summary>
internal enum StoreFaultKind
{
    Fail,
    LoseAnswer,
    RefuseKeys,
    Delay,
    Hang,
    Lie,
    CutBody,
    EndBody,
    StallBody,
    FlipRead,
    FlipStored,
}
