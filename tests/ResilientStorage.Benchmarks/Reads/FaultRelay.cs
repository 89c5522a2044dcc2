using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ResilientStorage.Benchmarks.Reads;

/// <summary>Stands before a store and lets it fail.</summary>
internal sealed class FaultRelay : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly Uri _server;
    private volatile Fault _fault;

    public FaultRelay(string server)
    {
        _server = new Uri(server);
        _listener.Start();
        Url = $"http://{_listener.LocalEndpoint}";
        _ = AcceptAsync();
    }

    public string Url { get; }

    public void Become(Fault fault)
    {
        _fault = fault;
        if (fault == Fault.Refuses)
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = RelayAsync(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Nobody listens any more.
        }
    }

    private async Task RelayAsync(Socket client)
    {
        _sockets.Add(client);
        using (client)
        using (var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true })
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(_server.Host, _server.Port);
                await Task.WhenAll(CopyAsync(client, server, isAnswer: false), CopyAsync(server, client, isAnswer: true));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The connection has ended.
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to, bool isAnswer)
    {
        var buffer = new byte[BufferBytes];
        while (await from.ReceiveAsync(buffer) is > 0 and var count)
        {
            if (isAnswer)
            {
                count = Passed(buffer.AsSpan(0, count));
            }

            for (var sent = 0; sent < count;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }

    /// <summary>How much of what the store has sent goes on.</summary>
    private int Passed(ReadOnlySpan<byte> answer) => _fault switch
    {
        Fault.None => answer.Length,
        Fault.HangsAfterHeaders when answer.StartsWith("HTTP/"u8) && answer.IndexOf("\r\n\r\n"u8) is >= 0 and var headers => headers + 4,
        _ => 0,
    };
}
