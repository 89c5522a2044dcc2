using System.Globalization;
using System.Text;

namespace ResilientStorage.Alerts.Mail;

/// <summary>A mail taken apart, as far as ours go: headers, and two parts in Base64 or quoted-printable.</summary>
internal sealed class ReceivedMail
{
    public ReceivedMail(string mail)
    {
        var end = mail.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Headers = mail[..end].Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal).Split("\r\n");
        var boundary = Headers.Single(static header => header.StartsWith("Content-Type: multipart/alternative", StringComparison.OrdinalIgnoreCase)).Split("boundary=")[1].Trim('"');
        var parts = mail[(end + 4)..].Split("--" + boundary)[1..^1];
        Plain = TextOf(parts.Single(static part => part.Contains("text/plain", StringComparison.Ordinal)));
        Html = TextOf(parts.Single(static part => part.Contains("text/html", StringComparison.Ordinal)));
    }

    public string[] Headers { get; }

    public string Plain { get; }

    public string Html { get; }

    public string Header(string name)
    {
        var header = Headers.Single(header => header.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..];
        return header.Contains("=?", StringComparison.Ordinal) ? string.Concat(header.Split(' ').Select(DecodeWord)) : header;
    }

    private static string DecodeWord(string word)
    {
        var parts = word.Split('?');
        Assert.Equal(("utf-8", "B"), (parts[1], parts[2]));
        return Encoding.UTF8.GetString(Convert.FromBase64String(parts[3]));
    }

    private static string TextOf(string part)
    {
        var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var (head, body) = (part[..end], part[(end + 4)..].TrimEnd());
        return head.Contains("base64", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetString(Convert.FromBase64String(body)) : FromQuotedPrintable(body);
    }

    private static string FromQuotedPrintable(string text)
    {
        var joined = text.Replace("=\r\n", "", StringComparison.Ordinal);
        var bytes = new List<byte>();
        for (var i = 0; i < joined.Length; i++)
        {
            if (joined[i] == '=')
            {
                bytes.Add(byte.Parse(joined.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                bytes.Add((byte)joined[i]);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
