namespace ResilientStorage;

/// <summary>What went wrong in a store.</summary>
public enum StorageErrorKind
{
    /// <summary>Anything that no other kind fits; a write may have taken effect.</summary>
    Unknown = 0,

    /// <summary>The store has confirmed that there is no such object. A missing bucket, a denied key or a network fault is never this.</summary>
    NotFound = 1,

    /// <summary>The object exists already.</summary>
    AlreadyExists = 2,

    /// <summary>A condition of the request did not hold.</summary>
    PreconditionFailed = 3,

    /// <summary>The credentials do not allow it.</summary>
    AccessDenied = 4,

    /// <summary>The store asks for fewer requests.</summary>
    Throttled = 5,

    /// <summary>The store cannot be reached or fails; a write may have taken effect.</summary>
    Unavailable = 6,

    /// <summary>No answer in time; a write may have taken effect.</summary>
    Timeout = 7,

    /// <summary>Bytes or checksums do not match.</summary>
    Integrity = 8,

    /// <summary>The store refuses the request as such; a retry would not help.</summary>
    InvalidRequest = 9,

    /// <summary>The store is full.</summary>
    QuotaExceeded = 10,
}
