using System.Collections.ObjectModel;

namespace ResilientStorage;

internal static class EmptyMetadata
{
    public static IReadOnlyDictionary<string, string> Instance { get; } = ReadOnlyDictionary<string, string>.Empty;
}
