namespace ResilientStorage.Ledger;

/// <summary>Block checksums to load.</summary>
/// <param name="VersionId">The version.</param>
/// <param name="FirstBlock">The first block, counted from 0.</param>
/// <param name="Count">How many, at most <see cref="BlockChecksums.MaxPerLoad"/>.</param>
public sealed record BlockRange(VersionId VersionId, int FirstBlock, int Count);
