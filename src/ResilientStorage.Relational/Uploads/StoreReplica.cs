using ResilientStorage.Ledger;

namespace ResilientStorage.Relational.Uploads;

/// <summary>A store beside the replica that a commit is about to settle.</summary>
/// <param name="Store">The store.</param>
/// <param name="State">Its state.</param>
/// <param name="Replica">The state of the replica; null when the store became known after the intent.</param>
internal sealed record StoreReplica(string Store, StoreState State, ReplicaState? Replica)
{
    public bool IsActive => State == StoreState.Active;
}
