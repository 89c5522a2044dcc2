using System.Buffers;

namespace ResilientStorage.Uploads;

/// <summary>A part of the content in a pooled buffer.</summary>
internal sealed class Part(int number, byte[] buffer, int length) : IDisposable
{
    private byte[]? _buffer = buffer;

    public int Number => number;

    public int Length => length;

    public ReadOnlyMemory<byte> Memory => new(_buffer ?? throw new ObjectDisposedException(nameof(Part)), 0, length);

    public ReadOnlySequence<byte> Content => new(Memory);

    /// <summary>Leaves the buffer to the garbage collector: a store that did not end its call in time may still read it, and must not see another part's bytes.</summary>
    public void Abandon() => _buffer = null;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
