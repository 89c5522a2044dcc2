namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>
/// The pattern of a behaviour: <c>*</c> is any characters, slashes too, <c>?</c> is exactly one, letters count with their case, and a leading slash may be left out
/// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html).
/// </summary>
internal sealed class PathPattern
{
    private readonly string[] _middles;

    public PathPattern(string pattern)
    {
        Text = pattern.StartsWith('/') ? pattern : "/" + pattern;
        var parts = Text.Split('*');
        Head = parts[0];
        HasAsterisk = parts.Length > 1;
        Tail = HasAsterisk ? parts[^1] : "";
        _middles = HasAsterisk ? [.. parts[1..^1].Where(static part => part.Length > 0)] : [];
    }

    /// <summary>With its leading slash.</summary>
    public string Text { get; }

    /// <summary>What comes before the first asterisk.</summary>
    public string Head { get; }

    public bool HasAsterisk { get; }

    /// <summary>What follows the last asterisk.</summary>
    public string Tail { get; }

    /// <summary>What every path begins with that matches, character by character.</summary>
    public string Prefix => Head.Split('?')[0];

    /// <summary>Whether everything matches that begins with the prefix.</summary>
    public bool IsPrefixOnly => HasAsterisk && Tail.Length == 0 && _middles.Length == 0 && !Head.Contains('?', StringComparison.Ordinal);

    public bool IsMatch(string path)
    {
        var isLongEnough = HasAsterisk ? path.Length >= Head.Length + Tail.Length : path.Length == Head.Length;
        return isLongEnough && Equals(Head, path.AsSpan(0, Head.Length)) && Equals(Tail, path.AsSpan(path.Length - Tail.Length)) && IsBetweenMatch(path.AsSpan()[Head.Length..^Tail.Length]);
    }

    /// <summary>Whether what lies between head and tail matches what the pattern has between its asterisks.</summary>
    public bool IsBetweenMatch(ReadOnlySpan<char> between)
    {
        // The first place that fits leaves the most for the others.
        foreach (var middle in _middles)
        {
            var index = IndexOf(middle, between);
            if (index < 0)
            {
                return false;
            }

            between = between[(index + middle.Length)..];
        }

        return true;
    }

    private static int IndexOf(string middle, ReadOnlySpan<char> text)
    {
        if (!middle.Contains('?', StringComparison.Ordinal))
        {
            return text.IndexOf(middle);
        }

        for (var index = 0; index + middle.Length <= text.Length; index++)
        {
            if (Equals(middle, text.Slice(index, middle.Length)))
            {
                return index;
            }
        }

        return -1;
    }

    private static bool Equals(string part, ReadOnlySpan<char> text)
    {
        for (var index = 0; index < part.Length; index++)
        {
            if (part[index] != '?' && part[index] != text[index])
            {
                return false;
            }
        }

        return true;
    }
}
