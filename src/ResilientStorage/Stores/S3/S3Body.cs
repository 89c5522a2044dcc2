using System.Buffers;

namespace ResilientStorage.Stores.S3;

/// <summary>
/// The caller's buffers as a stream that the SDK can hash, rewind and send. A connection may still send after its call has failed, so the buffers are
/// only copied from, under a lock, and given back with <see cref="Stream.Dispose()"/>: afterwards nothing reads them.
/// </summary>
internal sealed class S3Body(ReadOnlySequence<byte> content) : Stream
{
    private readonly Lock _lock = new();
    private ReadOnlySequence<byte> _content = content;
    private SequencePosition _place = content.Start;
    private long _position;
    private bool _isGivenBack;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = content.Length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(Span<byte> buffer)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isGivenBack, this);
            var rest = _content.Slice(_place);
            var count = (int)Math.Min(buffer.Length, rest.Length);
            rest.Slice(0, count).CopyTo(buffer);
            _place = rest.GetPosition(count);
            _position += count;
            return count;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isGivenBack, this);
            var target = offset + origin switch
            {
                SeekOrigin.Begin => 0,
                SeekOrigin.Current => _position,
                _ => Length,
            };
            ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(target, Length, nameof(offset));
            _place = _content.GetPosition(target);
            return _position = target;
        }
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        lock (_lock)
        {
            _isGivenBack = true;
            _content = default;
            _place = default;
        }

        base.Dispose(disposing);
    }
}
