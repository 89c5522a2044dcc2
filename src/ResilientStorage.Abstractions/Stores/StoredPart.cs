namespace ResilientStorage.Stores;

/// <summary>A part that a store has taken.</summary>
/// <param name="Number">The number of the part, from 1.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="ETag">Its entity tag; empty when the answer had none.</param>
public sealed record StoredPart(int Number, long Length, string ETag);
