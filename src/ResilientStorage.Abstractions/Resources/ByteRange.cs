namespace ResilientStorage;

/// <summary>A part of some content.</summary>
/// <param name="Offset">The first byte, counted from 0.</param>
/// <param name="Length">How many bytes; null for all to the end.</param>
public readonly record struct ByteRange(long Offset, long? Length = null);
