namespace ResilientStorage.Ledger;

/// <summary>What to look up.</summary>
public sealed record ResourceLookup
{
    /// <summary>The resource key: its live version. May be null when <see cref="VersionId"/> is given.</summary>
    public string? Key { get; init; }

    /// <summary>
    /// With a key: that version of the resource, if it is live, or superseded while the resource has a live version.
    /// Without a key: the version whatever its state, for workers and for settling outcomes.
    /// </summary>
    public VersionId? VersionId { get; init; }
}
