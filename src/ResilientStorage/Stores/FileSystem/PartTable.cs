using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using ResilientStorage.Integrity;

namespace ResilientStorage.Stores.FileSystem;

/// <summary>
/// Says which parts of an upload are stored: a file of slots, one a part, so that parts that arrive at the same time never write the same bytes.
/// A slot holds the length, the CRC-32C and a random mark of the part, closed by a checksum of the slot; anything else counts as not stored.
/// </summary>
internal static class PartTable
{
    private const int SlotLength = 32;
    private const int ChecksumAt = SlotLength - sizeof(uint);

    /// <summary>Takes back that a part is stored, before its bytes are overwritten.</summary>
    public static void Clear(SafeFileHandle table, int number) => RandomAccess.Write(table, new byte[SlotLength], OffsetOf(number));

    public static StoredPart Write(SafeFileHandle table, int number, long length, uint checksum)
    {
        Span<byte> slot = stackalloc byte[SlotLength];
        BinaryPrimitives.WriteInt64LittleEndian(slot, length);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[8..], checksum);
        RandomNumberGenerator.Fill(slot[12..ChecksumAt]);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[ChecksumAt..], Crc32C.Of(slot[..ChecksumAt]));
        RandomAccess.Write(table, slot, OffsetOf(number));
        return ToPart(number, slot);
    }

    public static StoredPart? Read(SafeFileHandle table, int number)
    {
        Span<byte> slot = stackalloc byte[SlotLength];
        return RandomAccess.Read(table, slot, OffsetOf(number)) == SlotLength
            && BinaryPrimitives.ReadUInt32LittleEndian(slot[ChecksumAt..]) is not 0 and var checksum
            && checksum == Crc32C.Of(slot[..ChecksumAt])
            ? ToPart(number, slot)
            : null;
    }

    private static StoredPart ToPart(int number, ReadOnlySpan<byte> slot) => new(
        number,
        BinaryPrimitives.ReadInt64LittleEndian(slot),
        string.Create(CultureInfo.InvariantCulture, $"{BinaryPrimitives.ReadUInt32LittleEndian(slot[8..]):x8}-{Convert.ToHexStringLower(slot[12..ChecksumAt])}"));

    private static long OffsetOf(int number) => (number - 1L) * SlotLength;
}
