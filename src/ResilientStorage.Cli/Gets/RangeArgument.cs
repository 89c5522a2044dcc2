using System.Globalization;

namespace ResilientStorage.Cli.Gets;

/// <summary>A range as HTTP writes it: both ends count from 0, and the last byte is part of it.</summary>
internal static class RangeArgument
{
    public static bool TryParse(string text, out ByteRange range)
    {
        range = default;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash <= 0 || !TryParse(text.AsSpan(0, dash), out var from))
        {
            return false;
        }

        if (dash == text.Length - 1)
        {
            range = new ByteRange(from);
            return true;
        }

        if (!TryParse(text.AsSpan(dash + 1), out var to) || to < from || to == long.MaxValue)
        {
            return false;
        }

        range = new ByteRange(from, to - from + 1);
        return true;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
