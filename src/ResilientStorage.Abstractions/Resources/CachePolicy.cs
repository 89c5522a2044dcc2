namespace ResilientStorage;

/// <summary>What browsers and CDNs may keep: the <c>Cache-Control</c> header that is stored with every replica (RFC 9111).</summary>
/// <param name="CacheControl">The header's value, for instance <c>public, max-age=3600</c>; printable ASCII, at most 200 characters.</param>
public sealed record CachePolicy(string CacheControl)
{
    /// <summary>One year and immutable (RFC 8246): right for versioned URLs, whose bytes never change.</summary>
    public static CachePolicy Immutable { get; } = new("public, max-age=31536000, immutable");

    /// <summary>Kept, but asked for again before each use.</summary>
    public static CachePolicy Revalidate { get; } = new("no-cache");

    /// <summary>Never kept.</summary>
    public static CachePolicy NoStore { get; } = new("no-store");
}
