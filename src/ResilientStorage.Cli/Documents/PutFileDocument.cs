using System.ComponentModel;

namespace ResilientStorage.Cli.Documents;

/// <summary>A file that is stored.</summary>
internal sealed record PutFileDocument(
    [property: Description("the file")] string Path,
    [property: Description("the resource key")] string Key,
    [property: Description("the new live version")] string VersionId,
    [property: Description("bytes")] long Length,
    [property: Description("SHA-256 of the content, hexadecimal")] string Sha256,
    [property: Description("the media type")] string ContentType,
    [property: Description("when the version was acknowledged")] DateTimeOffset CreatedAt,
    [property: Description("the fixed key in the main store at which it is published")] string? PublishedAt)
{
    public static PutFileDocument Of(string path, Resource resource) =>
        new(path, resource.Key, resource.VersionId.ToString(), resource.Length, resource.Sha256, resource.ContentType, resource.CreatedAt, resource.PublishedAt);
}
