using System.Text;
using System.Xml.Linq;

namespace ResilientStorage.Emulators;

/// <summary>An answer, and how it ends.</summary>
internal sealed record ServiceAnswer
{
    public required int Status { get; init; }

    public byte[] Body { get; init; } = [];

    public string ContentType { get; init; } = "text/xml";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public AnswerEnd End { get; init; }

    public static ServiceAnswer Of(int status, XElement document, params (string Name, string Value)[] headers) => new()
    {
        Status = status,
        Body = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?>\n{document.ToString(SaveOptions.DisableFormatting)}"),
        Headers = headers.ToDictionary(static header => header.Name, static header => header.Value),
    };

    public static ServiceAnswer Html(int status, string title) => new()
    {
        Status = status,
        Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>Request ID: <b>none</body></html>"),
        ContentType = "text/html",
    };

    public ServiceAnswer With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };
}
