using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using ResilientStorage.Integrity;
using ResilientStorage.Uploads;

namespace ResilientStorage.Benchmarks.InProcess;

/// <summary>What is taken of a part's bytes on their way, and what of a block's on its way back.</summary>
public class DigestCosts
{
    private const int BlockSize = 1 << 20;

    private readonly byte[] _part = SeededStream.Bytes(1, 8 << 20);

    [Benchmark(Description = "8 MiB part: SHA-256 and CRC32C of each block")]
    public long Upload()
    {
        using var digest = new ContentDigest(BlockSize);
        digest.Append(_part);
        return digest.Finish().Length;
    }

    [Benchmark(Description = "8 MiB part: SHA-256 alone")]
    public byte[] Hash() => SHA256.HashData(_part);

    [Benchmark(Description = "1 MiB block: CRC32C, as for each block read")]
    public uint Check() => Crc32C.Of(_part.AsSpan(0, BlockSize));
}
