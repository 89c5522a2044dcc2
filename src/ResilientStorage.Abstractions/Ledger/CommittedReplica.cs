using ResilientStorage.Stores;

namespace ResilientStorage.Ledger;

/// <summary>A verified copy.</summary>
/// <param name="Store">The name of the store.</param>
/// <param name="Stored">What it holds; <see cref="StoredObject.HadUnknownOutcome"/> is kept with the replica.</param>
public sealed record CommittedReplica(string Store, StoredObject Stored);
