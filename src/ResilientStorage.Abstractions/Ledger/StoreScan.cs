namespace ResilientStorage.Ledger;

/// <summary>Which store to scan.</summary>
/// <param name="Store">The name of the store.</param>
/// <param name="StartAfter">Begin after this object key; null for the beginning.</param>
public sealed record StoreScan(string Store, string? StartAfter = null);
