using System.Diagnostics.CodeAnalysis;

namespace ResilientStorage.Configuration;

internal static class StoreName
{
    private const int MaxLength = 64;

    public static void ThrowIfInvalid([NotNull] string? name, string paramName)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, paramName);
        if (name.Length > MaxLength || !name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            throw new ArgumentException($"'{name}' is no store name: use 1 to {MaxLength} lower-case letters, digits and hyphens, such as 'aws-seoul'. The ledger keeps it for ever.", paramName);
        }
    }
}
