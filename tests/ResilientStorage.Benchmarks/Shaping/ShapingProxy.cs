using System.Net;
using System.Net.Sockets;

namespace ResilientStorage.Benchmarks.Shaping;

/// <summary>Relays TCP connections on loopback to a server as if it were at the end of a longer and narrower line.</summary>
internal sealed class ShapingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly DnsEndPoint _server;
    private readonly Lane _towardsServer;
    private readonly Lane _towardsClient;

    public ShapingProxy(Uri server, LineShape shape)
    {
        _server = new DnsEndPoint(server.Host, server.Port);
        _towardsServer = new Lane(shape);
        _towardsClient = new Lane(shape);
        _listener.Start();
    }

    public string Url => $"http://{_listener.LocalEndpoint}";

    public async Task RunAsync()
    {
        while (true)
        {
            _ = RelayAsync(await _listener.AcceptSocketAsync());
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task RelayAsync(Socket client)
    {
        using (client)
        using (var server = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            try
            {
                client.NoDelay = server.NoDelay = true;

                // A real line holds what is under way and no more: large buffers of the kernel would swallow a whole upload at once.
                client.ReceiveBufferSize = server.ReceiveBufferSize = 256 * 1024;
                await server.ConnectAsync(_server);
                await Task.WhenAll(new ShapedFlow(client, server, _towardsServer).RunAsync(), new ShapedFlow(server, client, _towardsClient).RunAsync());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The connection has ended; both sides see it.
            }
        }
    }
}
