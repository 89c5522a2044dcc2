using System.Security.Cryptography;
using ResilientStorage.Integrity;

namespace ResilientStorage.Uploads;

/// <summary>Length, SHA-256 of the whole, and CRC32C of each block, taken of the stored bytes as they pass.</summary>
internal sealed class ContentDigest(int blockSize) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<uint> _blocks = [];
    private Crc32C _crc;
    private int _inBlock;

    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        Length += bytes.Length;
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, blockSize - _inBlock);
            _crc.Append(bytes[..count]);
            _inBlock += count;
            if (_inBlock == blockSize)
            {
                EndBlock();
            }

            bytes = bytes[count..];
        }
    }

    /// <summary>Ends the content; nothing may be appended afterwards.</summary>
    public Digest Finish()
    {
        if (_inBlock > 0)
        {
            EndBlock();
        }

        return new Digest(Length, Convert.ToHexStringLower(_hash.GetHashAndReset()), blockSize, _blocks.ToArray());
    }

    public void Dispose() => _hash.Dispose();

    private void EndBlock()
    {
        _blocks.Add(_crc.Value);
        _crc = default;
        _inBlock = 0;
    }
}
