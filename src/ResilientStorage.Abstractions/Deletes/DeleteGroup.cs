namespace ResilientStorage.Deletes;

/// <summary>Versions of at most five resources whose removal is due. It names no keys and no stores: the ledger knows them.</summary>
public sealed record DeleteGroup
{
    /// <summary>How many resources one group may hold.</summary>
    public const int MaxResources = 5;

    /// <summary>The id of the group.</summary>
    public required Guid Id { get; init; }

    /// <summary>The instance that the versions belong to; a worker of another instance leaves the group alone.</summary>
    public required string Instance { get; init; }

    /// <summary>The versions.</summary>
    public required IReadOnlyList<VersionId> VersionIds { get; init; }

    /// <summary>
    /// The span of the delete that made the removals due, as a <see href="https://www.w3.org/TR/trace-context/#traceparent-header">traceparent</see> of W3C: whoever handles the
    /// group links to it. A queue that carries groups over a network carries this with them.
    /// </summary>
    /// <value>Null when nobody traces, and when polling found the removals due: the trace of their delete has long ended.</value>
    public string? TraceParent { get; init; }
}
