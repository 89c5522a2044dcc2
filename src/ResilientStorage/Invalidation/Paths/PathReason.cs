namespace ResilientStorage.Invalidation;

/// <summary>Why a path is invalidated.</summary>
internal enum PathReason
{
    /// <summary>It is where the object is served.</summary>
    Object = 0,

    /// <summary>A person or program gave it as it is.</summary>
    Given = 1,

    /// <summary>The key has a space, which viewers may also write as <c>+</c>.</summary>
    SpaceAsPlus = 2,

    /// <summary>The path has a character whose escaped form may not reach what viewers cached, so it is cut before it.</summary>
    DoubtfulEscape = 3,

    /// <summary>The key has an asterisk, which no exact path can hold, so it is cut before it.</summary>
    LiteralAsterisk = 4,

    /// <summary>Each query string has a cached copy of its own.</summary>
    QueryStrings = 5,

    /// <summary>The object is what <c>/</c> shows.</summary>
    RootObject = 6,

    /// <summary>The object is the index document of its folder.</summary>
    IndexDocument = 7,

    /// <summary>The host's path mapper named it.</summary>
    Mapped = 8,
}
