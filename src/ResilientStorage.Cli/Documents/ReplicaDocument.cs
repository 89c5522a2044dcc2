using System.ComponentModel;

namespace ResilientStorage.Cli.Documents;

/// <summary>The copy of a version in one store.</summary>
internal sealed record ReplicaDocument(
    [property: Description("the name of the store")] string Store,
    [property: Description("the name of the object in the store")] string ObjectKey,
    [property: Description("the state of the copy")] ReplicaState State,
    [property: Description("the entity tag that the store gave")] string? ETag,
    [property: Description("the provider's version id")] string? ProviderVersionId,
    [property: Description("the last trouble with it")] string? Reason)
{
    public static ReplicaDocument Of(Replica replica) =>
        new(replica.Store, replica.ObjectKey, replica.State, replica.ETag, replica.ProviderVersionId, replica.Reason);
}
