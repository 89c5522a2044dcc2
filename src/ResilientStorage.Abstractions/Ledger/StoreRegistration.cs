using ResilientStorage.Stores;

namespace ResilientStorage.Ledger;

/// <summary>A store as it is configured.</summary>
/// <param name="Name">Its name, an identity for life.</param>
/// <param name="Role">Its role.</param>
/// <param name="Place">Where its objects lie.</param>
public sealed record StoreRegistration(string Name, StoreRole Role, StorePlace Place);
