namespace ResilientStorage.Stores;

/// <summary>The properties of an object.</summary>
public sealed record ObjectHead
{
    /// <summary>The length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The entity tag without quotes; null when there is none.</summary>
    public string? ETag { get; init; }

    /// <summary>The provider's version id, where it keeps versions.</summary>
    public string? ProviderVersionId { get; init; }

    /// <summary>When the store took the object, by the store's clock; null when it does not say.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>The media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>The <c>Cache-Control</c> header; null for none.</summary>
    public string? CacheControl { get; init; }

    /// <summary>The entries stored with the object, with lower-case names.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = EmptyMetadata.Instance;
}
