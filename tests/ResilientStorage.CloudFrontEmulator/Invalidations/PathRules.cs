using System.Buffers;

namespace ResilientStorage.Emulators;

/// <summary>Which paths the service refuses, and what the others match.</summary>
internal static class PathRules
{
    private const int Longest = 4_000;

    // Refused raw: the space, non-ASCII, [ ] { } " < > \ ^ ` | ~ and, by reports, the apostrophe. A number sign begins a tag.
    private static readonly SearchValues<char> Accepted = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!$&(),;:@=/+%?*");

    public static bool IsWildcard(string path) => path.EndsWith('*');

    public static bool IsAccepted(string path)
    {
        if (path is ['#', .. { Length: > 0 and <= 256 } tag])
        {
            return !tag.AsSpan().ContainsAnyExceptInRange('!', '~') && !tag.Contains(',', StringComparison.Ordinal);
        }

        return path is ['/', ..]
            && path.Length <= Longest
            && !path.AsSpan().ContainsAnyExcept(Accepted)
            && !path[..^1].Contains('*', StringComparison.Ordinal)
            && HasWholeEscapes(path);
    }

    /// <summary>Whether a path of an invalidation purges what viewers asked for. Byte by byte: an escaped asterisk or tilde is accepted and purges nothing that was asked for raw.</summary>
    public static bool Matches(string path, string asked) => IsWildcard(path) ? asked.StartsWith(path[..^1], StringComparison.Ordinal) : asked == path;

    private static bool HasWholeEscapes(string path)
    {
        for (var at = path.IndexOf('%', StringComparison.Ordinal); at >= 0; at = path.IndexOf('%', at + 1))
        {
            if (at + 2 >= path.Length || !char.IsAsciiHexDigit(path[at + 1]) || !char.IsAsciiHexDigit(path[at + 2]))
            {
                return false;
            }
        }

        return true;
    }
}
