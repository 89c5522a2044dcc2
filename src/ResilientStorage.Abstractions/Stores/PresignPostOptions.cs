namespace ResilientStorage.Stores;

/// <summary>What a presigned form is pinned to: an upload that differs in any of it is refused by the provider. A form replaces an existing object; only <see cref="PresignPutOptions.CreateOnly"/> does not.</summary>
public sealed record PresignPostOptions : PresignOptions
{
    /// <summary>The fewest bytes that the file may have.</summary>
    /// <value>0 by default.</value>
    public long MinLength { get; init; }

    /// <summary>The most bytes that the file may have; at least <see cref="MinLength"/>, at most what the store takes in one request (5 GiB on S3).</summary>
    public required long MaxLength { get; init; }

    /// <summary>Media type, caching, metadata and access of the object.</summary>
    /// <value>The defaults of <see cref="PutObjectOptions"/>.</value>
    public PutObjectOptions Properties { get; init; } = new();
}
