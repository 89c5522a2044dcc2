namespace ResilientStorage;

/// <summary>Why a version is no longer Pending or Live.</summary>
public enum VersionEnd
{
    /// <summary>It is Pending or Live.</summary>
    None = 0,

    /// <summary>The resource was deleted.</summary>
    Deleted = 1,

    /// <summary>A newer version took its place.</summary>
    Superseded = 2,

    /// <summary>The upload failed.</summary>
    UploadFailed = 3,

    /// <summary>The upload's lease ended before it was committed.</summary>
    LeaseExpired = 4,

    /// <summary>The resource was purged.</summary>
    Purged = 5,
}
