using System.Buffers;
using System.Net.Sockets;
using System.Threading.Channels;

namespace ResilientStorage.Benchmarks.Shaping;

/// <summary>One direction of one connection.</summary>
internal sealed class ShapedFlow(Socket from, Socket to, Lane lane)
{
    // Small enough that two flows share a line evenly, large enough that a call moves a millisecond's worth.
    private const int ChunkBytes = 32 * 1024;

    private readonly Channel<Chunk> _underWay = Channel.CreateUnbounded<Chunk>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    public Task RunAsync() => Task.WhenAll(TakeInAsync(), DeliverAsync());

    private async Task TakeInAsync()
    {
        try
        {
            while (true)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
                var count = await from.ReceiveAsync(buffer);
                if (count == 0)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    return;
                }

                var arrival = lane.Take(count, out var next);
                _underWay.Writer.TryWrite(new Chunk(buffer, count, arrival));
                await Lane.WaitUntilAsync(next);
            }
        }
        catch (SocketException)
        {
            // Whoever sent has gone: what is under way still arrives.
        }
        finally
        {
            _underWay.Writer.Complete();
        }
    }

    private async Task DeliverAsync()
    {
        try
        {
            await foreach (var chunk in _underWay.Reader.ReadAllAsync())
            {
                await Lane.WaitUntilAsync(chunk.Arrival);
                for (var sent = 0; sent < chunk.Count;)
                {
                    sent += await to.SendAsync(chunk.Buffer.AsMemory(sent, chunk.Count - sent));
                }

                ArrayPool<byte>.Shared.Return(chunk.Buffer);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // Nobody is there to be sent to: the other direction ends, too.
            from.Dispose();
        }
        catch (ObjectDisposedException)
        {
            // The other direction has ended the connection.
        }
    }

    private readonly record struct Chunk(byte[] Buffer, int Count, long Arrival);
}
