namespace ResilientStorage;

/// <summary>The life of a version: Pending to Live to Deleted to Purged, or Pending to Failed to Purged; Deleted back to Live only by restore.</summary>
public enum VersionState
{
    /// <summary>The intent is recorded and bytes may be under way; not readable.</summary>
    Pending = 0,

    /// <summary>Acknowledged and readable.</summary>
    Live = 1,

    /// <summary>Ended by a delete, a purge, or a newer version; its bytes wait for removal.</summary>
    Deleted = 2,

    /// <summary>The upload did not succeed; its bytes wait for removal.</summary>
    Failed = 3,

    /// <summary>Every replica is removed or abandoned; the row stays as history.</summary>
    Purged = 4,
}
