using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ResilientStorage;

/// <summary>
/// The rules for resource keys: 1 to 900 bytes of UTF-8; no lone surrogate, control character or backslash;
/// no leading slash; no segment that is empty, <c>.</c> or <c>..</c>. Keys are compared byte by byte and never normalised.
/// </summary>
public static class ResourceKey
{
    /// <summary>The longest key in bytes of UTF-8. S3 takes 1,024 bytes; the rest is left for a prefix and a version id.</summary>
    public const int MaxBytes = 900;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Tells whether a key keeps the rules.</summary>
    /// <param name="key">The key.</param>
    /// <param name="problem">The rule that it breaks, as a sentence; null when it keeps all.</param>
    /// <returns>True when the key is valid.</returns>
    public static bool IsValid([NotNullWhen(true)] string? key, [NotNullWhen(false)] out string? problem)
    {
        problem = FindProblem(key);
        return problem is null;
    }

    /// <summary>Throws unless the key keeps the rules.</summary>
    /// <param name="key">The key.</param>
    /// <param name="paramName">The caller's parameter, for the exception.</param>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="ArgumentException">The key breaks a rule; the message names it.</exception>
    public static void ThrowIfInvalid([NotNull] string? key, string paramName)
    {
        ArgumentNullException.ThrowIfNull(key, paramName);
        if (FindProblem(key) is { } problem)
        {
            throw new ArgumentException($"{problem} Resource keys look like 'avatars/42.webp'.", paramName);
        }
    }

    private static string? FindProblem(string? key)
    {
        if (string.IsNullOrEmpty(key))
        {
            return "The resource key is empty.";
        }

        int bytes;
        try
        {
            bytes = Strict.GetByteCount(key);
        }
        catch (EncoderFallbackException e)
        {
            return $"The resource key has a lone surrogate at position {e.Index}, which no UTF-8 text can hold.";
        }

        if (bytes > MaxBytes)
        {
            return $"The resource key has {bytes} bytes of UTF-8; at most {MaxBytes} are allowed.";
        }

        for (var i = 0; i < key.Length; i++)
        {
            if (char.IsControl(key[i]))
            {
                return $"The resource key has the control character U+{(int)key[i]:X4} at position {i}.";
            }

            if (key[i] == '\\')
            {
                return $"The resource key has a backslash at position {i}; segments are parted by '/'.";
            }
        }

        if (key[0] == '/')
        {
            return "The resource key begins with '/'; leave it out.";
        }

        foreach (var range in key.AsSpan().Split('/'))
        {
            var segment = key.AsSpan()[range];
            if (segment.IsEmpty)
            {
                return "The resource key has an empty segment ('//' or a '/' at the end).";
            }

            if (segment is "." or "..")
            {
                return $"The resource key has the segment '{segment}'.";
            }
        }

        return null;
    }
}
