namespace ResilientStorage.Emulators;

/// <summary>What goes wrong on demand.</summary>
public enum CloudFrontFaultKind
{
    /// <summary>503 with a page of HTML; the request is not taken.</summary>
    HtmlUnavailable = 0,

    /// <summary>503 <c>ServiceUnavailable</c>, as the service words it; the request is not taken.</summary>
    Unavailable = 1,

    /// <summary>400 <c>Throttling</c>; the request is not taken.</summary>
    Throttled = 2,

    /// <summary>403 <c>AccessDenied</c>.</summary>
    AccessDenied = 3,

    /// <summary>A success with a page of HTML, as a proxy's sign-in page is; the request is not taken.</summary>
    WrongDocument = 4,

    /// <summary>The request is taken, and half of the document comes as if it were whole.</summary>
    CutXml = 5,

    /// <summary>The request is taken, and the connection breaks in the middle of the answer.</summary>
    BrokenAnswer = 6,

    /// <summary>The request is taken, and the connection breaks before the answer.</summary>
    LostAnswer = 7,

    /// <summary>The connection breaks before the request is taken.</summary>
    LostRequest = 8,

    /// <summary>The request is not taken, and nothing is ever said.</summary>
    Silence = 9,

    /// <summary>The request is taken, and nothing is ever said.</summary>
    SilenceAfterTaking = 10,

    /// <summary>A redirect to another host; the request is not taken.</summary>
    Redirect = 11,

    /// <summary>The request is taken, and nothing follows the first half of the answer.</summary>
    StalledAnswer = 12,
}
