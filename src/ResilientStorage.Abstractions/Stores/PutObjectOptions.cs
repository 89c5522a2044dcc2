namespace ResilientStorage.Stores;

/// <summary>What is stored with an object besides its bytes.</summary>
public sealed record PutObjectOptions
{
    /// <summary>The media type.</summary>
    /// <value><c>application/octet-stream</c> by default.</value>
    public string ContentType { get; init; } = UploadOptions.DefaultContentType;

    /// <summary>The <c>Cache-Control</c> header; null for none.</summary>
    public string? CacheControl { get; init; }

    /// <summary>Entries in printable ASCII with lower-case names; the caller keeps them within 2,048 bytes in all.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = EmptyMetadata.Instance;

    /// <summary>Who may read the object at the provider.</summary>
    public ResourceAccess Access { get; init; }
}
