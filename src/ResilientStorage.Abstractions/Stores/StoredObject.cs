namespace ResilientStorage.Stores;

/// <summary>What a store says it has stored.</summary>
public sealed record StoredObject
{
    /// <summary>The length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The entity tag without quotes; null when the answer had none, which is no proof that anything was stored.</summary>
    public string? ETag { get; init; }

    /// <summary>The provider's version id, where it keeps versions.</summary>
    public string? ProviderVersionId { get; init; }

    /// <summary>True when an attempt of this write had an unknown outcome, even though a later one succeeded: it may still land.</summary>
    public bool HadUnknownOutcome { get; init; }
}
