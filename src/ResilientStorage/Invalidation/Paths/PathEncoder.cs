using System.Buffers;
using System.Globalization;
using System.Text;

namespace ResilientStorage.Invalidation;

/// <summary>
/// Escapes paths as CloudFront takes them: what is not in the safe set is refused raw, with the whole batch
/// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html, https://github.com/aws/aws-sdk-js-v3/issues/4042).
/// </summary>
internal static class PathEncoder
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string SafeMarks = "-_.!$&(),;:@=/";

    // A person who gives '+' or '?' means what viewers send: a plus for a space, and the begin of a query.
    private const string GivenMarks = SafeMarks + "+?";

    private static readonly SearchValues<char> Safe = SearchValues.Create(Letters + SafeMarks);
    private static readonly SearchValues<char> SafeWhereGiven = SearchValues.Create(Letters + GivenMarks);

    /// <summary>Escapes a path as viewers mean it: each character stands for itself.</summary>
    /// <param name="viewerPath">The path, not escaped; without lone surrogates.</param>
    /// <returns>The escaped path; the same string where nothing has to be escaped.</returns>
    public static string Encode(string viewerPath) => Encode(viewerPath, Safe, keepEscapes: false);

    /// <summary>Escapes what a given path lacks: escapes that it has are kept, with upper-case digits.</summary>
    /// <param name="path">The path, partly or wholly escaped; without lone surrogates.</param>
    /// <returns>The escaped path.</returns>
    public static string Complete(string path) => Encode(path, SafeWhereGiven, keepEscapes: true);

    /// <summary>The escaped form of one ASCII character.</summary>
    /// <param name="character">The character.</param>
    /// <returns>Its form, such as <c>%7E</c>.</returns>
    public static string Escape(char character) => string.Create(CultureInfo.InvariantCulture, $"%{(int)character:X2}");

    private static string Encode(string path, SearchValues<char> safe, bool keepEscapes)
    {
        var first = path.AsSpan().IndexOfAnyExcept(safe);
        if (first < 0)
        {
            return path;
        }

        var encoded = new StringBuilder(path, 0, first, path.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        for (var index = first; index < path.Length;)
        {
            if (safe.Contains(path[index]))
            {
                encoded.Append(path[index++]);
                continue;
            }

            if (keepEscapes && IsEscape(path, index))
            {
                encoded.Append('%').Append(char.ToUpperInvariant(path[index + 1])).Append(char.ToUpperInvariant(path[index + 2]));
                index += 3;
                continue;
            }

            var rune = Rune.GetRuneAt(path, index);
            foreach (var value in utf8[..rune.EncodeToUtf8(utf8)])
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
            }

            index += rune.Utf16SequenceLength;
        }

        return encoded.ToString();
    }

    private static bool IsEscape(string path, int index) =>
        path[index] == '%' && index + 2 < path.Length && char.IsAsciiHexDigit(path[index + 1]) && char.IsAsciiHexDigit(path[index + 2]);
}
