using System.Buffers;

namespace ResilientStorage.Uploads;

/// <summary>
/// Reads a source once, part by part, into pooled buffers, and takes the digest on the way. This is where encryption will stand one day: between the source
/// and the digest, so that hashes, checksums and stores all see the stored bytes.
/// </summary>
internal sealed class PartReader(Stream source, PartPlan plan, long? lengthHint)
{
    private const int FirstBufferBytes = 64 * 1024;
    private const int GrowthFactor = 8;

    // What is hashed and checked right after it was read is still in the processor's cache; a whole part would have to come from memory again, twice.
    private const int SliceBytes = 256 * 1024;

    private readonly byte[] _next = new byte[1];
    private bool _hasNext;
    private bool _ended;
    private int _number;

    public ContentDigest Digest { get; } = new(plan.BlockSize);

    public long BytesRead => Digest.Length;

    /// <summary>Reads the next part, full unless it is the last.</summary>
    /// <returns>The part; null at the end of the content.</returns>
    public async ValueTask<Part?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await HasMoreAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(FirstSize());
        try
        {
            var length = 0;
            do
            {
                buffer = Grow(buffer, length);
                length = await FillAsync(buffer, length, cancellationToken).ConfigureAwait(false);
            }
            while (length < plan.PartSize && await HasMoreAsync(cancellationToken).ConfigureAwait(false));

            var part = new Part(++_number, buffer, length);
            buffer = null;
            return part;
        }
        finally
        {
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>Tells whether there is more, by reading one byte ahead.</summary>
    public async ValueTask<bool> HasMoreAsync(CancellationToken cancellationToken)
    {
        if (!_hasNext && !_ended)
        {
            _hasNext = await source.ReadAsync(_next, cancellationToken).ConfigureAwait(false) > 0;
            _ended = !_hasNext;
        }

        return _hasNext;
    }

    private async ValueTask<int> FillAsync(byte[] buffer, int length, CancellationToken cancellationToken)
    {
        var limit = Math.Min(buffer.Length, plan.PartSize);
        if (_hasNext)
        {
            buffer[length] = _next[0];
            Digest.Append(buffer.AsSpan(length, 1));
            length++;
            _hasNext = false;
        }

        while (length < limit)
        {
            var read = await source.ReadAsync(buffer.AsMemory(length, Math.Min(limit - length, SliceBytes)), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                _ended = true;
                break;
            }

            Digest.Append(buffer.AsSpan(length, read));
            length += read;
        }

        return length;
    }

    // Small content should not cost a large buffer; content that has filled a part already is not small.
    private int FirstSize()
    {
        var expected = lengthHint is { } hint ? Math.Max(hint - BytesRead, 1) : _number > 0 ? plan.PartSize : FirstBufferBytes;
        return (int)Math.Min(expected, plan.PartSize);
    }

    private byte[] Grow(byte[] buffer, int length)
    {
        if (length < buffer.Length)
        {
            return buffer;
        }

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min((long)buffer.Length * GrowthFactor, plan.PartSize));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
