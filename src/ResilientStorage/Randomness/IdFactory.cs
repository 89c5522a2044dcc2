using System.Buffers.Binary;

namespace ResilientStorage.Randomness;

/// <summary>Makes ids and jitter from the injected clock and randomness.</summary>
internal sealed class IdFactory(TimeProvider time, IRandomSource random)
{
    private const int VersionRandomBytes = 10;

    public VersionId NewVersionId()
    {
        Span<byte> bytes = stackalloc byte[VersionRandomBytes];
        random.Fill(bytes);
        return VersionId.Create(time.GetUtcNow(), bytes);
    }

    public Guid NewId() => NewVersionId().Value;

    /// <summary>A number of [0, 1), with the 53 bits that a double holds.</summary>
    public double NextDouble()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        random.Fill(bytes);
        return (BinaryPrimitives.ReadUInt64LittleEndian(bytes) >> 11) * (1.0 / (1UL << 53));
    }
}
