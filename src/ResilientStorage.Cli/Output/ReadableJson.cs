using System.Globalization;
using System.Text;

namespace ResilientStorage.Cli.Output;

/// <summary>
/// JSON with its emoji as they are. Every encoder of System.Text.Json escapes what lies beyond the basic plane, as two surrogates; JSON itself does not ask
/// for it (RFC 8259, section 7).
/// </summary>
internal static class ReadableJson
{
    private const int EscapeLength = 6;

    public static string Of(string json)
    {
        if (!json.Contains(@"\uD", StringComparison.Ordinal))
        {
            return json;
        }

        var readable = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length;)
        {
            if (UnitAt(json, i) is { } high && char.IsHighSurrogate(high) && UnitAt(json, i + EscapeLength) is { } low && char.IsLowSurrogate(low))
            {
                readable.Append(high).Append(low);
                i += 2 * EscapeLength;
                continue;
            }

            // An escape goes over as a whole: the second backslash of two begins nothing.
            var length = json[i] == '\\' ? 2 : 1;
            readable.Append(json, i, length);
            i += length;
        }

        return readable.ToString();
    }

    private static char? UnitAt(string json, int index) =>
        index + EscapeLength <= json.Length && json[index] == '\\' && json[index + 1] == 'u'
        && ushort.TryParse(json.AsSpan(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
