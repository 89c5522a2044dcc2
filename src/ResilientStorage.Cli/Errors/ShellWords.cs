using System.Globalization;
using System.Text;

namespace ResilientStorage.Cli.Errors;

/// <summary>
/// Resource keys in commands that a person may paste into a shell. Keys are made by strangers: one that some shell could take for more than text is not
/// written out, by the rule that the next step of an alert follows, too.
/// </summary>
internal static class ShellWords
{
    /// <summary>Writes a key as one word of a command line.</summary>
    /// <param name="key">The key.</param>
    /// <param name="word">The key; or, where it is not safe, as much of its beginning as is: it may be empty.</param>
    /// <returns>Whether the word is the whole key.</returns>
    public static bool TryWrite(string key, out string word)
    {
        var safe = key[..SafeLength(key)];
        word = safe.Contains(' ', StringComparison.Ordinal) ? $"\"{safe}\"" : safe;
        return safe.Length == key.Length;
    }

    private static int SafeLength(string key)
    {
        var length = 0;
        foreach (var rune in key.EnumerateRunes())
        {
            if (!IsSafe(rune) || (length == 0 && !Rune.IsLetterOrDigit(rune)))
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return length;
    }

    private static bool IsSafe(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || rune.Value is '/' or '.' or '_' or '-' or '+' or '=' or ':' or ' '
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.OtherSymbol;
}
