namespace ResilientStorage.Stores;

/// <summary>How a presigned download is answered.</summary>
public sealed record PresignGetOptions : PresignOptions
{
    /// <summary>The <c>Content-Type</c> of the answer.</summary>
    /// <value>Null by default: the one that is stored.</value>
    public string? ContentType { get; init; }

    /// <summary>The <c>Content-Disposition</c> of the answer, such as <c>attachment; filename="report.pdf"</c>. Set it for content of people you do not trust, so that no browser shows it.</summary>
    /// <value>Null by default: none.</value>
    public string? ContentDisposition { get; init; }

    /// <summary>The <c>Cache-Control</c> of the answer.</summary>
    /// <value>Null by default: the one that is stored.</value>
    public string? CacheControl { get; init; }
}
