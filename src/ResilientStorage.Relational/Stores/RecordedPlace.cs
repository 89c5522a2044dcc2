using ResilientStorage.Stores;

namespace ResilientStorage.Relational.Stores;

/// <summary>Where a store of any instance lies.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Name">The store.</param>
/// <param name="Place">Its place.</param>
internal sealed record RecordedPlace(string Instance, string Name, StorePlace Place);
