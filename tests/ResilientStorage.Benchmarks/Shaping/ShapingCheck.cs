using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ResilientStorage.Benchmarks.Shaping;

/// <summary>Measures what the proxy makes of a line, with a server of its own that only counts.</summary>
internal static class ShapingCheck
{
    private const int Pings = 20;

    public static async Task<string> RunAsync(LineShape shape)
    {
        using var sink = new TcpListener(IPAddress.Loopback, 0);
        sink.Start();
        using var proxy = await ShapingProxyProcess.StartAsync($"http://{sink.LocalEndpoint}", shape);
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var accepting = sink.AcceptSocketAsync();
        await client.ConnectAsync(IPEndPoint.Parse(new Uri(proxy.Url).Authority));
        using var server = await accepting;
        server.NoDelay = true;

        var roundTrips = new List<double>();
        var one = new byte[1];
        for (var i = 0; i < Pings; i++)
        {
            var asked = Stopwatch.GetTimestamp();
            await client.SendAsync(one);
            await server.ReceiveAsync(one);
            await server.SendAsync(one);
            await client.ReceiveAsync(one);
            roundTrips.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }

        var length = (int)shape.BytesPerSecond;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(SendAsync(client, length), ReceiveAsync(server, length));
        var seconds = (Stopwatch.GetElapsedTime(started) - (shape.RoundTrip / 2)).TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{shape}: measured {length / seconds / 1_000_000:F1} MB/s, round trip {Statistics.Statistic.Median([.. roundTrips]):F1} ms");
    }

    private static async Task SendAsync(Socket socket, int length)
    {
        var buffer = new byte[64 * 1024];
        for (var sent = 0; sent < length;)
        {
            sent += await socket.SendAsync(buffer.AsMemory(0, Math.Min(buffer.Length, length - sent)));
        }
    }

    private static async Task ReceiveAsync(Socket socket, int length)
    {
        var buffer = new byte[64 * 1024];
        for (var received = 0; received < length;)
        {
            received += await socket.ReceiveAsync(buffer);
        }
    }
}
