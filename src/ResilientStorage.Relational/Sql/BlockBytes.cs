using System.Buffers.Binary;

namespace ResilientStorage.Relational.Sql;

/// <summary>Block checksums as bytes: four little-endian ones each, whatever the machine.</summary>
internal static class BlockBytes
{
    public static byte[] Write(ReadOnlySpan<uint> values)
    {
        var bytes = new byte[values.Length * sizeof(uint)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), values[i]);
        }

        return bytes;
    }

    public static uint[] Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % sizeof(uint) != 0)
        {
            throw new FormatException($"Block checksums of {bytes.Length} bytes are no whole number of checksums.");
        }

        var values = new uint[bytes.Length / sizeof(uint)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * sizeof(uint))..]);
        }

        return values;
    }
}
