namespace ResilientStorage.Relational.Uploads;

/// <summary>A version under the lock of its commit, with what its intent asked for.</summary>
/// <param name="VersionId">The version.</param>
/// <param name="State">Its state.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="CommitEpoch">The epoch that its commit carried; null before it.</param>
/// <param name="IfExists">Whether a live version is in the way.</param>
/// <param name="IfVersion">The version that must be live.</param>
/// <param name="PublishAt">The alias; empty to end it, null to leave it.</param>
/// <param name="ObjectKey">The object key of its replicas.</param>
internal sealed record CommittedIntent(
    VersionId VersionId, VersionState State, long Epoch, long? CommitEpoch, IfExists IfExists, VersionId? IfVersion, string? PublishAt, string ObjectKey)
{
    /// <summary>The live version of the resource; null for none.</summary>
    public VersionId? Live { get; init; }
}
