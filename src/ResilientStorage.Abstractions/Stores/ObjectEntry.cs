namespace ResilientStorage.Stores;

/// <summary>An object of a listing.</summary>
/// <param name="ObjectKey">The key inside the store, without the store's prefix.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="ETag">The entity tag without quotes; null when there is none.</param>
/// <param name="LastModified">When the store took the object, by the store's clock; null when it does not say.</param>
public sealed record ObjectEntry(string ObjectKey, long Length, string? ETag = null, DateTimeOffset? LastModified = null);
