namespace ResilientStorage.Ledger;

/// <summary>The CRC32C values of consecutive blocks.</summary>
/// <param name="FirstBlock">The block that the first value belongs to, counted from 0.</param>
/// <param name="Values">The values.</param>
public sealed record BlockChecksums(int FirstBlock, ReadOnlyMemory<uint> Values)
{
    /// <summary>How many values are loaded at once: 64 KiB of them.</summary>
    public const int MaxPerLoad = 64 * 1024 / sizeof(uint);

    /// <summary>No values.</summary>
    public static BlockChecksums None { get; } = new(0, ReadOnlyMemory<uint>.Empty);

    /// <summary>Finds the value of a block.</summary>
    /// <param name="block">The block, counted from 0.</param>
    /// <param name="checksum">Its value.</param>
    /// <returns>False when these are other blocks.</returns>
    public bool TryGet(int block, out uint checksum)
    {
        var index = block - FirstBlock;
        var found = index >= 0 && index < Values.Length;
        checksum = found ? Values.Span[index] : 0;
        return found;
    }
}
