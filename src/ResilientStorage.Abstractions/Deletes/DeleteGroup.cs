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
}
