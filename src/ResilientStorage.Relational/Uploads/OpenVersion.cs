namespace ResilientStorage.Relational.Uploads;

/// <summary>A version that is Pending or Live (or, found by its idempotency key, Deleted).</summary>
/// <param name="VersionId">Its id.</param>
/// <param name="State">Its state.</param>
/// <param name="LeaseUntil">The end of the upload's lease.</param>
internal sealed record OpenVersion(VersionId VersionId, VersionState State, long? LeaseUntil)
{
    public bool IsPending => State == VersionState.Pending;

    public bool HasLease(long now) => LeaseUntil > now;
}
