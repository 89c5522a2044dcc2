namespace ResilientStorage.Uploads;

/// <summary>A source that behaves as told, and remembers how it was treated.</summary>
internal sealed class SourceStream(byte[] content, int chunk = int.MaxValue) : Stream
{
    private int _position;

    /// <summary>At which byte <see cref="Error"/> is thrown or <see cref="HangForever"/> begins.</summary>
    public int TroubleAt { get; init; } = int.MaxValue;

    public Exception? Error { get; init; }

    /// <summary>Whether the error is thrown by the call itself instead of its task.</summary>
    public bool ThrowsSynchronously { get; init; }

    public bool HangForever { get; init; }

    /// <summary>Thrown when the read is cancelled, in place of an <see cref="OperationCanceledException"/>.</summary>
    public Exception? ErrorWhenCancelled { get; init; }

    public bool Seekable { get; init; }

    public int StartAt
    {
        init => _position = value;
    }

    public int BytesRead { get; private set; }

    public bool WasClosed { get; private set; }

    public bool WasMoved { get; private set; }

    /// <summary>Called before each read.</summary>
    public Action<int>? OnRead { get; set; }

    public override bool CanRead => !WasClosed;

    public override bool CanSeek => Seekable;

    public override bool CanWrite => false;

    public override long Length => Seekable ? content.Length : throw new NotSupportedException();

    public override long Position
    {
        get => Seekable ? _position : throw new NotSupportedException();
        set => WasMoved = true;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        OnRead?.Invoke(_position);
        if (_position >= TroubleAt)
        {
            return HangForever ? HangAsync(cancellationToken)
                : ThrowsSynchronously ? throw Error!
                : ValueTask.FromException<int>(Error!);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var end = Math.Min(content.Length, TroubleAt);
        var count = Math.Min(Math.Min(buffer.Length, chunk), end - _position);
        content.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        BytesRead += count;
        return ValueTask.FromResult(count);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The engine reads asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        WasMoved = true;
        return _position;
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        WasClosed = true;
        base.Dispose(disposing);
    }

    private async ValueTask<int> HangAsync(CancellationToken cancellationToken)
    {
        var hang = new TaskCompletionSource<int>();
        using var registration = cancellationToken.Register(() => hang.TrySetException(ErrorWhenCancelled ?? new OperationCanceledException(cancellationToken)));
        return await hang.Task;
    }
}
