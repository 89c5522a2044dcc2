namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>
/// The pattern of a behaviour: <c>*</c> is any characters, slashes too, <c>?</c> is exactly one, letters count with their case, and a leading slash may be left out
/// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html).
/// </summary>
internal sealed class PathPattern
{
    private readonly string _rest;
    private readonly bool _restIsSuffix;

    public PathPattern(string pattern)
    {
        Text = pattern.StartsWith('/') ? pattern : "/" + pattern;
        var literal = Text.AsSpan().IndexOfAny('*', '?');
        Prefix = literal < 0 ? Text : Text[..literal];
        _rest = Text[Prefix.Length..];
        _restIsSuffix = _rest.StartsWith('*') && !_rest.AsSpan(1).ContainsAny('*', '?');
    }

    /// <summary>With its leading slash.</summary>
    public string Text { get; }

    /// <summary>What every path begins with that matches.</summary>
    public string Prefix { get; }

    /// <summary>Whether everything matches that begins with the prefix.</summary>
    public bool IsPrefixOnly => _rest == "*";

    public bool IsMatch(string path) => path.StartsWith(Prefix, StringComparison.Ordinal) && IsRestMatch(path);

    /// <summary>Whether the rest matches a path that is known to begin with the prefix.</summary>
    public bool IsRestMatch(string path)
    {
        var rest = path.AsSpan(Prefix.Length);
        return _rest.Length == 0 ? rest.IsEmpty : _restIsSuffix ? rest.EndsWith(_rest.AsSpan(1)) : IsMatch(_rest, rest);
    }

    // Goes back only to the last asterisk, so that no pattern takes more than the product of both lengths.
    private static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (at, index, asterisk, resume) = (0, 0, -1, 0);
        while (index < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (asterisk, resume) = (at++, index);
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == text[index]))
            {
                (at, index) = (at + 1, index + 1);
            }
            else if (asterisk >= 0)
            {
                (at, index) = (asterisk + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return !pattern[at..].ContainsAnyExcept('*');
    }
}
