namespace ResilientStorage.Invalidation.Events;

/// <summary>Reads a whole stream, but never much more than is allowed.</summary>
internal static class BoundedRead
{
    /// <summary>Reads to the end, or to the first byte too many.</summary>
    /// <returns>The bytes; one more than <paramref name="maxBytes"/> when the stream holds more.</returns>
    public static async Task<ReadOnlyMemory<byte>> ToEndAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        // A sender's promise of length is not believed: memory grows with what has arrived.
        var buffer = new byte[Math.Min(16 << 10, maxBytes + 1)];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += read;
            if (read == 0 || length > maxBytes)
            {
                return buffer.AsMemory(0, length);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(2 * buffer.Length, maxBytes + 1));
            }
        }
    }
}
