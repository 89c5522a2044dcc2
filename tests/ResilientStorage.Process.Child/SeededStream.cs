using System.Buffers.Binary;

namespace ResilientStorage;

/// <summary>Bytes made as they are read: the same seed and length give the same bytes, however they are cut. Cannot seek and tells no length, like a request's body.</summary>
internal sealed class SeededStream(ulong seed, long length) : Stream
{
    private long _position;

    /// <summary>Called before each read with the position of it.</summary>
    public Func<long, CancellationToken, ValueTask>? BeforeRead { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static byte[] Bytes(ulong seed, int length)
    {
        var bytes = new byte[length];
        Fill(seed, 0, bytes);
        return bytes;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (BeforeRead is { } tell)
        {
            await tell(_position, cancellationToken);
        }

        return Read(buffer.Span);
    }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, length - _position);
        Fill(seed, _position, buffer[..count]);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private static void Fill(ulong seed, long position, Span<byte> bytes)
    {
        const int word = sizeof(ulong);
        Span<byte> edge = stackalloc byte[word];
        while (!bytes.IsEmpty)
        {
            var skip = (int)(position % word);
            var value = Word((seed << 32) + (ulong)(position / word));
            int count;
            if (skip == 0 && bytes.Length >= word)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
                count = word;
            }
            else
            {
                BinaryPrimitives.WriteUInt64LittleEndian(edge, value);
                count = Math.Min(word - skip, bytes.Length);
                edge.Slice(skip, count).CopyTo(bytes);
            }

            bytes = bytes[count..];
            position += count;
        }
    }

    // The mixing function of SplitMix64 (https://prng.di.unimi.it/splitmix64.c, public domain): each word depends on its index alone.
    private static ulong Word(ulong index)
    {
        var z = index * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
