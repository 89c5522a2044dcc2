namespace ResilientStorage;

/// <summary>How to restore.</summary>
public sealed record RestoreOptions
{
    /// <summary>A named version.</summary>
    /// <value>Null by default: the version that the last delete ended.</value>
    public VersionId? VersionId { get; init; }
}
