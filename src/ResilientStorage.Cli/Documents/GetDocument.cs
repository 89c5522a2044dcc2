using System.ComponentModel;
using ResilientStorage.Cli.Output;

namespace ResilientStorage.Cli.Documents;

/// <summary>The result of <c>get</c> with <c>-o</c>.</summary>
internal sealed record GetDocument(
    [property: Description("the resource key")] string Key,
    [property: Description("the version that was read")] string VersionId,
    [property: Description("the length of the whole content in bytes")] long Length,
    [property: Description("SHA-256 of the whole content, hexadecimal")] string Sha256,
    [property: Description("the media type")] string ContentType,
    [property: Description("the first byte that was read, counted from 0")] long Offset,
    [property: Description("how many bytes were written")] long Bytes,
    [property: Description("the file that was written")] string Path) : IDocument
{
    public IEnumerable<string> ToText() => [$"got {Key} ({Units.Bytes(Bytes)}) to {Path}"];
}
