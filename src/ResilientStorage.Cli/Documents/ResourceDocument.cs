using System.ComponentModel;
using ResilientStorage.Cli.Output;

namespace ResilientStorage.Cli.Documents;

/// <summary>A resource: a line of <c>list</c>, the result of <c>restore</c>.</summary>
internal sealed record ResourceDocument : IDocument
{
    [Description("the resource key")]
    public required string Key { get; init; }

    [Description("the live version, or the last one of a deleted resource")]
    public required string VersionId { get; init; }

    [Description("bytes")]
    public required long Length { get; init; }

    [Description("SHA-256 of the content, hexadecimal")]
    public required string Sha256 { get; init; }

    [Description("the media type")]
    public required string ContentType { get; init; }

    [Description("when the version was acknowledged")]
    public required DateTimeOffset CreatedAt { get; init; }

    [Description("the fixed key in the main store at which it is published")]
    public required string? PublishedAt { get; init; }

    [Description("when it was deleted; null while it is live")]
    public required DateTimeOffset? DeletedAt { get; init; }

    public static ResourceDocument Of(Resource resource) => new()
    {
        Key = resource.Key,
        VersionId = resource.VersionId.ToString(),
        Length = resource.Length,
        Sha256 = resource.Sha256,
        ContentType = resource.ContentType,
        CreatedAt = resource.CreatedAt,
        PublishedAt = resource.PublishedAt,
        DeletedAt = resource.DeletedAt,
    };

    public IEnumerable<string> ToText() => [$"{Length,15} {Units.Time(CreatedAt)} {Key}{(DeletedAt is { } at ? $" (deleted {Units.Time(at)})" : "")}"];
}
