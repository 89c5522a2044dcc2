namespace ResilientStorage.ObjectKeys;

/// <summary>The part of a store that belongs to the library itself.</summary>
internal static class ReservedKeys
{
    public const string Prefix = ".resilient-storage/";

    public const string OwnerMarker = Prefix + "owner.json";

    public static bool IsReserved(string objectKey) => objectKey.StartsWith(Prefix, StringComparison.Ordinal);
}
