using System.Globalization;
using System.Text;

namespace ResilientStorage.Cli.Output;

/// <summary>One line of any text. A file's name may hold line ends and escape sequences: they are shown, not obeyed.</summary>
internal static class SingleLine
{
    public static string Of(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var line = new StringBuilder(text.Length);
        foreach (var character in text.ReplaceLineEndings(" "))
        {
            if (char.IsControl(character))
            {
                line.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:X2}");
            }
            else
            {
                line.Append(character);
            }
        }

        return line.ToString();
    }
}
