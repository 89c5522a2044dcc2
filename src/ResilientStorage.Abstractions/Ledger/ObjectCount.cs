namespace ResilientStorage.Ledger;

/// <summary>Which objects to count.</summary>
/// <param name="Store">The name of the store.</param>
/// <param name="Prefix">What their keys begin with.</param>
/// <param name="Limit">Where counting may stop.</param>
public sealed record ObjectCount(string Store, string Prefix, long Limit);
