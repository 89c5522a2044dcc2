namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>What a refusal or failure means to the one who sends.</summary>
public enum CloudFrontErrorKind
{
    /// <summary>Not recognised: treated as if the service might have taken the request.</summary>
    Unknown = 0,

    /// <summary>Too many invalidations are in progress: wait minutes.</summary>
    TooManyInProgress = 1,

    /// <summary>Calls come too fast: wait.</summary>
    Throttled = 2,

    /// <summary>The service failed, could not be reached, or its answer was lost: the request may have been taken, and is safe to repeat with its reference.</summary>
    Unavailable = 3,

    /// <summary>A path is refused: find it and send the others.</summary>
    InvalidPath = 4,

    /// <summary>The batch is too large: halve it.</summary>
    BatchTooLarge = 5,

    /// <summary>The reference was used with other paths: a defect of the sender, or a hand that used it.</summary>
    ReferenceReused = 6,

    /// <summary>The distribution, policy or invalidation is gone.</summary>
    NotFound = 7,

    /// <summary>Credentials or rights are missing: a person has to act.</summary>
    AccessDenied = 8,

    /// <summary>The request is refused as such, or was not sent because it would be, and another try does not help: a wrong id, or a defect.</summary>
    InvalidRequest = 9,
}
