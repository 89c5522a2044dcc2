namespace ResilientStorage.Stores;

/// <summary>An object to remove.</summary>
/// <param name="ObjectKey">The exact key inside the store.</param>
public sealed record ObjectToDelete(string ObjectKey);
