using System.Buffers;
using System.Security.Cryptography;

namespace ResilientStorage.Replicas;

/// <summary>The bytes of a version, or of a range of it, as a forward-only stream. Nothing is handed out before its block was checked.</summary>
internal sealed class VerifiedStream : Stream
{
    private readonly BlockReader _blocks;
    private readonly string _key;
    private readonly string? _expectedHash;
    private readonly IncrementalHash? _hash;
    private readonly long _end;
    private long _position;
    private byte[]? _buffer;
    private ReadOnlyMemory<byte> _ready;
    private volatile bool _isDisposed;
    private int _isLoading;

    public VerifiedStream(BlockReader blocks, string key, long offset, long length, string? expectedHash)
    {
        _blocks = blocks;
        _key = key;
        _position = offset;
        _end = offset + length;
        _expectedHash = expectedHash;
        _hash = expectedHash is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }

    public override bool CanRead => !_isDisposed;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads and checks the first block, so that errors show when the resource is opened.</summary>
    public ValueTask PrepareAsync(CancellationToken cancellationToken) => _ready.IsEmpty && _position < _end ? LoadAsync(cancellationToken) : ValueTask.CompletedTask;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (_ready.IsEmpty)
        {
            if (_position == _end)
            {
                CheckHash();
                return 0;
            }

            await LoadOrExplainAsync(cancellationToken).ConfigureAwait(false);
        }

        var count = Math.Min(buffer.Length, _ready.Length);
        _ready.Span[..count].CopyTo(buffer.Span);
        _hash?.AppendData(_ready.Span[..count]);
        _ready = _ready[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The bytes come over the network: read with ReadAsync or CopyToAsync.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        Release();
        await _blocks.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Release();

            // Closing a connection completes at once in practice; whoever wants to be sure disposes asynchronously.
            _ = _blocks.DisposeAsync().AsTask();
        }

        base.Dispose(disposing);
    }

    private async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        byte[] buffer;
        var block = (int)(_position / _blocks.BlockSize);
        var start = (long)block * _blocks.BlockSize;
        var length = (int)Math.Min(_blocks.BlockSize, _blocks.Length - start);
        Interlocked.Exchange(ref _isLoading, 1);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            buffer = _buffer ??= ArrayPool<byte>.Shared.Rent((int)Math.Min(_blocks.BlockSize, _blocks.Length));
            await _blocks.ReadAsync(block, buffer.AsMemory(0, length), _end, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Exchange(ref _isLoading, 0);
        }

        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var last = Math.Min(start + length, _end);
        _ready = buffer.AsMemory((int)(_position - start), (int)(last - _position));
        _position = last;
    }

    private async ValueTask LoadOrExplainAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LoadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (VersionEndedException)
        {
            throw new ResourceUnavailableException(_key, $"'{_key}' was deleted or replaced while it was being read, and the bytes of the version that was opened are gone. Open it again; or raise ReaderGrace if reads take that long.");
        }
    }

    private void CheckHash()
    {
        if (_expectedHash is null || _hash is null)
        {
            return;
        }

        var actual = Convert.ToHexStringLower(_hash.GetCurrentHash());
        if (actual != _expectedHash)
        {
            throw new ResourceUnavailableException(_key, $"The content of '{_key}' has the SHA-256 {actual}, but the ledger says {_expectedHash}, although every block matched its checksum.");
        }
    }

    private void Release()
    {
        _isDisposed = true;
        _ready = default;
        _hash?.Dispose();
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer && Interlocked.CompareExchange(ref _isLoading, 0, 0) == 0)
        {
            // A buffer that a pending read still writes into is left to the garbage collector: the pool would give it to another.
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
