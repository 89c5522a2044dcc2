namespace ResilientStorage.Invalidation;

/// <summary>A change in the journal that no batch holds yet.</summary>
public sealed record InvalidationIntent
{
    /// <summary>The id in the journal.</summary>
    public required long Id { get; init; }

    /// <summary>How often it was written: a record that settles an older revision leaves the intent waiting, because the object has changed again.</summary>
    public required long Revision { get; init; }

    /// <summary>When it was written first, by the journal's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The change.</summary>
    public required NewInvalidationIntent Change { get; init; }
}
