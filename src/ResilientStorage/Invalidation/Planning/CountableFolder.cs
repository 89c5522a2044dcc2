namespace ResilientStorage.Invalidation.Planning;

/// <summary>A folder for which a wildcard may be chosen.</summary>
/// <param name="Prefix">The encoded folder, with its slash.</param>
/// <param name="Limit">The number of objects from which on none is worth it.</param>
internal readonly record struct CountableFolder(string Prefix, long Limit);
