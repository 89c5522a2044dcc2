namespace ResilientStorage.Invalidation.Events;

/// <summary>What a document of S3 events holds.</summary>
/// <param name="Messages">Its messages: one for each SQS message, else one in all.</param>
public sealed record S3EventBatch(IReadOnlyList<S3EventMessage> Messages)
{
    /// <summary>
    /// One change for each object, in the order of their first events. Events may come twice and out of order, so the union counts:
    /// any removal makes the change a removal, which costs a path at worst.
    /// </summary>
    public IReadOnlyList<ObjectChange> Changes => [.. ObjectChangeUnion.Of(Messages).Select(static change => change.ToChange(receipt: null))];
}
