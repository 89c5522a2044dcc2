using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Stores;

/// <summary>The bytes of a download on their way to a node.</summary>
internal sealed class SimBodyStream(SimNetwork network, CallInfo opened, byte[] bytes, BodyVerdict verdict) : Stream
{
    private const int ChunkSize = 3000;
    private int _position;

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
        if (buffer.IsEmpty)
        {
            return 0;
        }

        var count = await network.CallAsync(opened.Node, CallTarget.Body, opened.Name, "Read", $"{opened.Detail}@{_position}", isWrite: false, new Chunk(this, buffer), cancellationToken).ConfigureAwait(false);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The engine reads asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private sealed class Chunk(SimBodyStream stream, Memory<byte> buffer) : SimCallBody<int>
    {
        public override int Effect()
        {
            var position = stream._position;
            var end = stream.Verdict.CutAt is { } cut ? Math.Min(cut, stream.Bytes.Length) : stream.Bytes.Length;
            if (position >= end && stream.Verdict is { CutAt: not null, CutIsSilent: false })
            {
                throw MakeError(CallFault.Unknown);
            }

            var count = (int)Math.Min(Math.Min(buffer.Length, ChunkSize), end - position);
            stream.Bytes.AsSpan(position, count).CopyTo(buffer.Span);
            if (stream.Verdict.FlipAt is { } flip && flip >= position && flip < position + count)
            {
                buffer.Span[(int)(flip - position)] ^= 0x01;
            }

            return count;
        }

        public override Exception MakeError(CallFault fault) =>
            new StorageException(StorageErrorKind.Unavailable, $"{stream.Opened.Name} broke off (simulated).") { Store = stream.Opened.Name, Operation = "Read", Key = stream.Opened.Detail };
    }

    private byte[] Bytes => bytes;

    private BodyVerdict Verdict => verdict;

    private CallInfo Opened => opened;
}
