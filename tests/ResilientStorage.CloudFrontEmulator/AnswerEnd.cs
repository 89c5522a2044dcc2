namespace ResilientStorage.Emulators;

/// <summary>How an exchange ends.</summary>
internal enum AnswerEnd
{
    Whole = 0,

    /// <summary>The connection breaks before any byte of the answer.</summary>
    Abort = 1,

    /// <summary>The connection breaks in the middle of the answer.</summary>
    AbortInBody = 2,

    /// <summary>Nothing is ever said.</summary>
    Silence = 3,

    /// <summary>Nothing follows the first half of the answer.</summary>
    SilenceInBody = 4,
}
