using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace ResilientStorage.PostgreSql.Tests;

/// <summary>Stands between the ledger and the server: counts round trips, and breaks connections at a chosen request.</summary>
internal sealed class WireProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly Task _accepting;
    private int _roundTrips;
    private volatile Fault? _fault;
    private volatile bool _refusesAfterFault;

    public WireProxy(string connectionString)
    {
        _server = new NpgsqlConnectionStringBuilder(connectionString);
        _listener.Start();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
        }.ConnectionString;
        _accepting = AcceptAsync();
    }

    public string ConnectionString { get; }

    /// <summary>How often a client has sent something after the server had answered.</summary>
    public int RoundTrips => Volatile.Read(ref _roundTrips);

    /// <summary>How many connections were broken as asked for.</summary>
    public int Faults { get; private set; }

    public void Clear() => Volatile.Write(ref _roundTrips, 0);

    /// <summary>The next request with this text never reaches the server.</summary>
    public void LoseRequest(string text) => _fault = new Fault(text, IsAnswer: false);

    /// <summary>The server carries the next request with this text out, and its answer never arrives.</summary>
    public void LoseAnswer(string text) => _fault = new Fault(text, IsAnswer: true);

    /// <summary>From the next fault on, nobody reaches the server any more.</summary>
    public void RefuseFurther() => _refusesAfterFault = true;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var relays = new List<Task>();
        try
        {
            while (true)
            {
                relays.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(relays);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var _ = client;
        if (_refusesAfterFault && Faults > 0)
        {
            return;
        }

        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(_server.Host!, _server.Port, _stop.Token);
            var session = new Session(client, server);
            await Task.WhenAny(RequestsAsync(session), AnswersAsync(session));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One of the two has gone: disposing closes the other.
        }
    }

    private async Task RequestsAsync(Session session)
    {
        var buffer = new byte[1 << 20];
        while (await session.Client.GetStream().ReadAsync(buffer, _stop.Token) is var count and > 0)
        {
            if (session.HasAnswered)
            {
                session.HasAnswered = false;
                Interlocked.Increment(ref _roundTrips);
            }

            if (_fault is { } fault && Encoding.UTF8.GetString(buffer, 0, count).Contains(fault.Text, StringComparison.Ordinal))
            {
                _fault = null;
                Faults++;
                if (!fault.IsAnswer)
                {
                    return;
                }

                session.LosesAnswer = true;
            }

            await session.Server.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
        }
    }

    private async Task AnswersAsync(Session session)
    {
        var buffer = new byte[1 << 20];
        while (await session.Server.GetStream().ReadAsync(buffer, _stop.Token) is var count and > 0)
        {
            // The server answers when the request is done, its transaction included.
            if (session.LosesAnswer)
            {
                return;
            }

            session.HasAnswered = true;
            await session.Client.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
        }
    }

    private sealed record Fault(string Text, bool IsAnswer);

    private sealed class Session(TcpClient client, TcpClient server)
    {
        private volatile bool _losesAnswer;
        private volatile bool _hasAnswered = true;

        public TcpClient Client => client;

        public TcpClient Server => server;

        public bool LosesAnswer
        {
            get => _losesAnswer;
            set => _losesAnswer = value;
        }

        public bool HasAnswered
        {
            get => _hasAnswered;
            set => _hasAnswered = value;
        }
    }
}
