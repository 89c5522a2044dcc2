using System.Globalization;
using System.Net;

namespace ResilientStorage.Aws;

/// <summary>The rules for addresses and regions, and what an answer was, in words. No message prints a secret.</summary>
internal static class AwsTexts
{
    private const string ServiceUrl = nameof(ServiceUrl);
    private const string AllowHttp = nameof(AllowHttp);

    /// <summary>What is wrong with an address, in words that follow the name of what has it.</summary>
    /// <param name="url">The address.</param>
    /// <param name="allowHttp">Whether it may be without TLS and not this machine's own.</param>
    /// <param name="example">An address that would do.</param>
    /// <param name="note">What is said after the address without its path.</param>
    public static string? FindUrlProblem(string url, bool allowHttp, string example, string note = "")
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp) || address.Host.Length == 0)
        {
            return $"{ServiceUrl}: '{Hide(url)}' is no address, which is written like '{example}'.";
        }

        if (address.AbsolutePath != "/" || address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
        {
            return $"{ServiceUrl}: write only scheme, host and port, '{address.Scheme}://{address.Authority}'{note}.";
        }

        return address.Scheme == Uri.UriSchemeHttps || allowHttp || IsLoopback(address)
            ? null
            : $"{ServiceUrl}: '{url}' is not encrypted and not this machine: write https, or set {AllowHttp} if the network between is trusted.";
    }

    /// <summary>Whether a text is written as names of regions and storage classes are.</summary>
    public static bool IsToken(string text) => text.Length is > 0 and <= 64 && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>What the answer was, such as <c>403 AccessDenied</c>.</summary>
    /// <param name="code">The code of the error document; the SDK puts the name of the status there for an answer without one.</param>
    /// <param name="status">The HTTP status; 0 when it is not known.</param>
    public static string DescribeAnswer(string code, int status)
    {
        var number = status == 0 ? "" : status.ToString(CultureInfo.InvariantCulture);
        return $"{number} {KnownCode(code, status)}".Trim() is { Length: > 0 } answer ? answer : "an error";
    }

    /// <summary>The code, where it is one. It comes from outside: an HTML page must not get into a log as one.</summary>
    public static string? KnownCode(string code, int status) =>
        code.Length is > 0 and <= 64 && code.All(char.IsAsciiLetterOrDigit) && !string.Equals(code, ((HttpStatusCode)status).ToString(), StringComparison.Ordinal) ? code : null;

    private static bool IsLoopback(Uri address) => address.IsLoopback || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));

    // Who writes user and password into an address would find them in the log.
    private static string Hide(string url) => url.Contains('@', StringComparison.Ordinal) || url.Contains('?', StringComparison.Ordinal) ? "..." : url;
}
