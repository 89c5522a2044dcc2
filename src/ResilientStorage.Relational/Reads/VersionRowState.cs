namespace ResilientStorage.Relational.Reads;

/// <summary>A version and its state.</summary>
/// <param name="VersionId">The version.</param>
/// <param name="State">Its state.</param>
internal sealed record VersionRowState(VersionId VersionId, VersionState State);
