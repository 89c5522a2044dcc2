namespace ResilientStorage;

/// <summary>
/// Compares text as its UTF-8 bytes would compare, which is the order in which S3 lists keys.
/// .NET's ordinal order is UTF-16 order and differs for characters above U+FFFF (U+FF5E sorts before U+1F600 in UTF-8, after it in UTF-16).
/// </summary>
public sealed class Utf8ByteOrderComparer : IComparer<string>
{
    private Utf8ByteOrderComparer()
    {
    }

    /// <summary>The comparer.</summary>
    public static Utf8ByteOrderComparer Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return x is null ? (y is null ? 0 : -1) : 1;
        }

        var common = x.AsSpan().CommonPrefixLength(y);
        if (common == x.Length || common == y.Length)
        {
            return x.Length.CompareTo(y.Length);
        }

        return Rank(x[common]).CompareTo(Rank(y[common]));
    }

    // Surrogates stand for code points above U+FFFF, so they rank above the rest of the BMP.
    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
