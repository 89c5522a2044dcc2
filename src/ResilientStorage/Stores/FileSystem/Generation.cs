using System.Security.Cryptography;

namespace ResilientStorage.Stores.FileSystem;

/// <summary>Names of writes and uploads: random and never used again, so that one write never touches another's file.</summary>
internal static class Generation
{
    private const int Length = 16;

    public static string Next() => RandomNumberGenerator.GetHexString(Length, lowercase: true);

    /// <summary>Tells whether a text is such a name: one that comes from outside becomes part of a path.</summary>
    public static bool IsValid(string text) => text.Length == Length && text.All(char.IsAsciiHexDigitLower);
}
