using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Scenarios;

/// <summary>A source as hosts have them: no seeking, chunks of any size, sometimes slow, sometimes broken.</summary>
internal sealed class SimSource(SimNode node, byte[] bytes, SimRandom random, TimeSpan pause, int? failAt) : Stream
{
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
        if (pause > TimeSpan.Zero)
        {
            await node.DelayAsync(random.Between(TimeSpan.Zero, pause), cancellationToken).ConfigureAwait(false);
        }

        if (_position >= failAt)
        {
            throw new IOException("The source broke (simulated).");
        }

        var count = Math.Min(Math.Min(buffer.Length, bytes.Length - _position), 1 + random.Next(6000));
        bytes.AsSpan(_position, count).CopyTo(buffer.Span);
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
}
