using System.Diagnostics.CodeAnalysis;

namespace ResilientStorage.Invalidation;

/// <summary>Finds every form under which a path has to be invalidated. A path that cannot be sent is a value, so that the others go.</summary>
internal sealed class PathForms(InvalidationPathOptions options)
{
    /// <summary>The longest that the service takes, escapes and asterisk included.</summary>
    public const int MaxLength = 4_000;

    private const string EscapedSpace = "%20";
    private const string EscapedAsterisk = "%2A";
    private readonly string[] _doubtful = [.. options.WidenBefore.Distinct().Select(PathEncoder.Escape)];
    private readonly bool _plusForSpaces = options.PlusForSpaces;

    /// <summary>The forms of a path as viewers mean it.</summary>
    /// <param name="viewerPath">Beginning with <c>/</c>, not escaped: each character stands for itself.</param>
    /// <param name="reason">Why it is invalidated.</param>
    /// <param name="variesByQueryString">Whether each query string has a cached copy of its own.</param>
    /// <param name="forms">The forms.</param>
    /// <param name="problem">What is wrong and what to do, when it cannot be sent.</param>
    /// <returns>False when it cannot be sent.</returns>
    public bool TryExpand(string viewerPath, PathReason reason, bool variesByQueryString, [NotNullWhen(true)] out EncodedPath[]? forms, [NotNullWhen(false)] out string? problem)
    {
        if (HasLoneSurrogate(viewerPath))
        {
            return Refuse("it has half of a character (a lone surrogate), which UTF-8 cannot express", out forms, out problem);
        }

        var encoded = PathEncoder.Encode(viewerPath);
        if (!variesByQueryString)
        {
            return TryExpand(encoded, isWildcard: false, reason, out forms, out problem);
        }

        if (!encoded.EndsWith('/'))
        {
            return TryExpand(encoded, isWildcard: true, PathReason.QueryStrings, out forms, out problem);
        }

        // An asterisk behind a slash would be the whole folder, or everything.
        var isPossible = TryExpand(encoded, isWildcard: false, reason, out var folder, out problem) & TryExpand(encoded + "?", isWildcard: true, PathReason.QueryStrings, out var queries, out _);
        forms = isPossible ? [.. folder!, .. queries!] : null;
        return isPossible;
    }

    /// <summary>
    /// The forms of a path that was given as it is. Escapes are kept; what is not escaped and has to be, is. <c>?</c> begins a query and <c>+</c> is a plus as
    /// viewers send it, so both stay; <c>%</c> without two hexadecimal digits is a percent sign; <c>%2A</c> is an asterisk of the key.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="forms">The forms.</param>
    /// <param name="problem">What is wrong and what to do, when it cannot be sent.</param>
    /// <returns>False when it cannot be sent.</returns>
    public bool TryParse(string path, [NotNullWhen(true)] out EncodedPath[]? forms, [NotNullWhen(false)] out string? problem)
    {
        if (path.Length == 0 || path[0] != '/')
        {
            return Refuse(path.Contains("://", StringComparison.Ordinal) ? "it is an address: give only what follows the host" : "it does not begin with '/': put one before it", out forms, out problem);
        }

        var asterisk = path.IndexOf('*', StringComparison.Ordinal);
        if (asterisk >= 0 && asterisk != path.Length - 1)
        {
            return Refuse($"it has an asterisk at character {asterisk + 1}, and one is possible only at the end: cut it there, or write %2A for an asterisk of a key", out forms, out problem);
        }

        if (HasLoneSurrogate(path))
        {
            return Refuse("it has half of a character (a lone surrogate), which UTF-8 cannot express", out forms, out problem);
        }

        return TryExpand(PathEncoder.Complete(asterisk < 0 ? path : path[..asterisk]), asterisk >= 0, PathReason.Given, out forms, out problem);
    }

    /// <summary>Looks at a path that should be as it goes over the wire.</summary>
    /// <param name="encoded">The path.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? FindFlaw(string encoded)
    {
        var path = encoded.EndsWith('*') ? encoded[..^1] : encoded;
        return path.Length == 0 || path[0] != '/' ? "it does not begin with '/'"
            : encoded.Length > MaxLength ? $"it has {encoded.Length:N0} characters, and the service takes {MaxLength:N0}"
            : path.Contains('*', StringComparison.Ordinal) ? "an asterisk is possible only at its end"
            : HasLoneSurrogate(path) || PathEncoder.Complete(path) != path ? "it has characters that the service takes only when they are escaped"
            : null;
    }

    private static bool Refuse(string why, out EncodedPath[]? forms, out string? problem)
    {
        forms = null;
        problem = why + ".";
        return false;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var index = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); index >= 0 && index < text.Length; index++)
        {
            if (char.IsSurrogate(text[index]) && (index + 1 == text.Length || !char.IsSurrogatePair(text[index], text[++index])))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryExpand(string encoded, bool isWildcard, PathReason reason, [NotNullWhen(true)] out EncodedPath[]? forms, [NotNullWhen(false)] out string? problem)
    {
        if (encoded.Length + (isWildcard ? 1 : 0) > MaxLength)
        {
            return Refuse($"it has {encoded.Length:N0} characters when escaped, and the service takes {MaxLength:N0}: invalidate a shorter path that ends with '*'", out forms, out problem);
        }

        problem = null;
        if (!encoded.Contains('%', StringComparison.Ordinal))
        {
            forms = [Make(encoded, isWildcard, reason)];
            return true;
        }

        return TryExpandEscapes(encoded, isWildcard, reason, out forms, out problem);
    }

    private bool TryExpandEscapes(string encoded, bool isWildcard, PathReason reason, [NotNullWhen(true)] out EncodedPath[]? forms, [NotNullWhen(false)] out string? problem)
    {
        var found = new List<EncodedPath>(4);
        var asterisk = encoded.IndexOf(EscapedAsterisk, StringComparison.Ordinal);
        if (asterisk >= 0)
        {
            if (asterisk <= 1)
            {
                return Refuse("its first character is an asterisk, so that only '/*' reaches it: invalidate that by hand if it has to be", out forms, out problem);
            }

            (encoded, isWildcard, reason) = (encoded[..asterisk], true, PathReason.LiteralAsterisk);
        }

        Add(found, encoded, isWildcard, reason);
        var cut = _doubtful.Length == 0 ? -1 : _doubtful.Select(escape => encoded.IndexOf(escape, StringComparison.Ordinal)).Where(static index => index >= 0).DefaultIfEmpty(-1).Min();
        if (cut > 1)
        {
            Add(found, encoded[..cut], isWildcard: true, PathReason.DoubtfulEscape);
        }

        forms = [.. found];
        problem = null;
        return true;
    }

    private void Add(List<EncodedPath> found, string encoded, bool isWildcard, PathReason reason)
    {
        found.Add(Make(encoded, isWildcard, reason));
        if (_plusForSpaces && encoded.Contains(EscapedSpace, StringComparison.Ordinal))
        {
            found.Add(Make(encoded.Replace(EscapedSpace, "+", StringComparison.Ordinal), isWildcard, PathReason.SpaceAsPlus));
        }
    }

    private static EncodedPath Make(string encoded, bool isWildcard, PathReason reason) => new(isWildcard ? encoded + "*" : encoded, reason);
}
