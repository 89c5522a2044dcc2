namespace ResilientStorage.Relational.Uploads;

/// <summary>A resource whose row this transaction holds.</summary>
/// <param name="ResourceId">The number of the row.</param>
/// <param name="Key">The resource key.</param>
internal sealed record LockedResource(long ResourceId, string Key);
