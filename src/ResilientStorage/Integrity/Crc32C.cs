using System.Buffers.Binary;
using System.Numerics;

namespace ResilientStorage.Integrity;

/// <summary>CRC32C (RFC 3720, appendix B.4) on the processor's own instruction, through <see cref="BitOperations"/>, over content that comes in pieces.</summary>
internal struct Crc32C
{
    private uint _inverted;

    // The register begins with all ones and is inverted at the end, so its inverse begins with zero and is the value.
    public readonly uint Value => _inverted;

    public static uint Of(ReadOnlySpan<byte> content)
    {
        var crc = default(Crc32C);
        crc.Append(content);
        return crc.Value;
    }

    public void Append(ReadOnlySpan<byte> content)
    {
        var crc = ~_inverted;
        for (; content.Length >= sizeof(ulong); content = content[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(content));
        }

        foreach (var value in content)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        _inverted = ~crc;
    }
}
