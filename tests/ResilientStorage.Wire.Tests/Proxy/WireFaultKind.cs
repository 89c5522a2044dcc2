namespace ResilientStorage.Wire;

/// <summary>What happens to an answer.</summary>
internal enum WireFaultKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The connection is reset instead of an answer.</summary>
    Reset,

    /// <summary>The connection is closed, as after its idle time, instead of an answer.</summary>
    Close,

    /// <summary>No answer comes, and the connection stays.</summary>
    Hang,

    /// <summary>Another answer comes.</summary>
    Answer,

    /// <summary>The body breaks off with a reset.</summary>
    ResetBody,

    /// <summary>The body ends early, with a proper end of the connection.</summary>
    TruncateBody,

    /// <summary>The body stands still, and the connection stays.</summary>
    StallBody,

    /// <summary>The body comes a few bytes at a time.</summary>
    TrickleBody,

    /// <summary>One byte of the body is another.</summary>
    FlipBody,

    /// <summary>The connection is closed after the answer without a word in it, so that the client believes it may use it again.</summary>
    CloseAfterAnswer,
}
