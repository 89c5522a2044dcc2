namespace ResilientStorage.Testing;

/// <summary>A body of a read that has wrong bytes, or that breaks off, ends or stands still too early.</summary>
internal sealed class FaultyReadStream(Stream inner, StoreFault? end, IReadOnlyList<long> flips, TimeProvider timeProvider) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var allowed = end is null ? buffer.Length : (int)Math.Min(buffer.Length, end.Position - _position);
        if (allowed == 0 && buffer.Length > 0)
        {
            return await EndAsync(cancellationToken).ConfigureAwait(false);
        }

        var read = await inner.ReadAsync(buffer[..allowed], cancellationToken).ConfigureAwait(false);
        foreach (var flip in flips.Where(flip => flip >= _position && flip < _position + read))
        {
            buffer.Span[(int)(flip - _position)] ^= 0xFF;
        }

        _position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The content of a store is read asynchronously: a stalled body could not be cancelled here.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> EndAsync(CancellationToken cancellationToken)
    {
        switch (end!.Kind)
        {
            case StoreFaultKind.CutBody:
                throw new IOException($"An injected failure: the body broke off after {_position} bytes.");
            case StoreFaultKind.StallBody:
                await Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, cancellationToken).ConfigureAwait(false);
                return 0;
            default:
                return 0;
        }
    }
}
