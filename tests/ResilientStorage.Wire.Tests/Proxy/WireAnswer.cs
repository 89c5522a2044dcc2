using System.Globalization;
using System.Text;

namespace ResilientStorage.Wire;

/// <summary>An answer to a request.</summary>
internal sealed record WireAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    private const string RequestId = "tx-canned-1";

    /// <summary>An answer as a store gives it, with a request id.</summary>
    public static WireAnswer Of(int status, string body = "", params (string Name, string Value)[] headers) => Make(status, body, [("x-amz-request-id", RequestId), .. headers]);

    /// <summary>An error as a store gives it.</summary>
    public static WireAnswer Error(int status, string code, params (string Name, string Value)[] headers) =>
        Of(status, $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>said by the server</Message><RequestId>{RequestId}</RequestId></Error>", [("Content-Type", "application/xml"), .. headers]);

    /// <summary>An answer as a proxy, a captive portal or a wrong host gives it: no request id.</summary>
    public static WireAnswer Page(int status, params (string Name, string Value)[] headers) => Make(status, "<html><body><h1>Welcome to the hotel</h1></body></html>", [("Content-Type", "text/html"), .. headers]);

    /// <summary>Nothing but a status.</summary>
    public static WireAnswer Bare(int status, params (string Name, string Value)[] headers) => Make(status, "", headers);

    /// <summary>The answer to a look-up, which has the length of a body that it lacks.</summary>
    public static WireAnswer Head(long length, string tag) =>
        new(200, [new("x-amz-request-id", RequestId), new("ETag", tag), new("Content-Length", length.ToString(CultureInfo.InvariantCulture))], []);

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Everything before the body.</summary>
    public byte[] Top()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} Status\r\n");
        foreach (var (name, value) in Headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }

    private static WireAnswer Make(int status, string body, IEnumerable<(string Name, string Value)> headers)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return new WireAnswer(status, [.. headers.Append(("Content-Length", bytes.Length.ToString(CultureInfo.InvariantCulture))).Select(static header => KeyValuePair.Create(header.Item1, header.Item2))], bytes);
    }
}
