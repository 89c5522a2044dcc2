using System.Numerics;
using System.Runtime.InteropServices;

namespace ResilientStorage.Integrity;

/// <summary>CRC32C (Castagnoli; RFC 3720, appendix B.4) on the processor's own instruction, through <see cref="BitOperations"/>.</summary>
internal static class Crc32C
{
    public const uint Initial = uint.MaxValue;

    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            // The instruction takes the bytes in memory order on little-endian machines only.
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (var b in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return crc;
    }

    public static uint Finish(uint crc) => ~crc;

    public static uint Of(ReadOnlySpan<byte> bytes) => Finish(Append(Initial, bytes));
}
