using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ResilientStorage.Benchmarks.Ledger;

/// <summary>Stands before the database and counts how often a client, having been answered, asks again.</summary>
internal sealed class RoundTripCounter : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly NpgsqlConnectionStringBuilder _database;
    private int _count;

    public RoundTripCounter(string connectionString)
    {
        _database = new NpgsqlConnectionStringBuilder(connectionString);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Count => Volatile.Read(ref _count);

    /// <summary>The database, as it is reached through the counter.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.ConnectionString;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = RelayAsync(await _listener.AcceptSocketAsync());
            }
        }
        catch (SocketException)
        {
            // Disposed of.
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using (client)
        using (var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true })
        {
            client.NoDelay = true;
            await server.ConnectAsync(_database.Host!, _database.Port);
            var isAsking = 0;
            await Task.WhenAll(
                CopyAsync(client, server, () => Interlocked.Add(ref _count, Interlocked.Exchange(ref isAsking, 1) == 0 ? 1 : 0)),
                CopyAsync(server, client, () => Interlocked.Exchange(ref isAsking, 0)));
        }
    }

    private static async Task CopyAsync(Socket from, Socket to, Action seen)
    {
        var buffer = new byte[BufferBytes];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                seen();
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The connection has ended.
        }
    }
}
