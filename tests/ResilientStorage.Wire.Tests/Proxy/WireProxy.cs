using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ResilientStorage.Wire;

/// <summary>
/// Stands on a loopback port between a store and its server, and breaks what it is told to, with raw connections, so that a reset is a reset. Without a
/// server it answers as a store does whose one object is <c>text</c>.
/// </summary>
internal sealed class WireProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string? _server;
    private readonly X509Certificate2? _certificate;
    private readonly Lock _lock = new();
    private readonly List<WireRule> _rules = [];
    private readonly ConcurrentQueue<WireRequest> _requests = new();
    private readonly ConcurrentQueue<(string Operation, int Status)> _answers = new();
    private readonly Task _running;
    private readonly TaskCompletionSource _firstHeld = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _firstClosed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WireProxy(string? server = null, X509Certificate2? certificate = null)
    {
        (_server, _certificate) = (server, certificate);
        _listener.Start();
        Authority = $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _running = AcceptAsync();
    }

    public static WireProxy To(string server) => new(server);

    public string Authority { get; }

    public string Url => $"http://{Authority}";

    /// <summary>Everything that reached the wire.</summary>
    public IReadOnlyList<WireRequest> Requests => [.. _requests];

    /// <summary>Ends when the first client is being kept waiting.</summary>
    public Task HeldAsync() => _firstHeld.Task;

    /// <summary>Ends when the first connection has been closed.</summary>
    public Task ClosedAsync() => _firstClosed.Task;

    /// <summary>What the server answered to requests of one operation.</summary>
    public IReadOnlyList<int> AnswersTo(string operation) => [.. _answers.Where(answer => answer.Operation == operation).Select(static answer => answer.Status)];

    public int Count(string operation) => _requests.Count(request => request.Operation == operation);

    /// <summary>Breaks requests of one operation.</summary>
    /// <param name="operation">One of <see cref="WireOperation"/>.</param>
    /// <param name="fault">What happens to them.</param>
    /// <param name="times">How many of them.</param>
    /// <param name="skip">How many before them are left alone.</param>
    public WireRule Break(string operation, WireFault fault, int times = int.MaxValue, int skip = 0) => Break(request => request.Operation == operation, fault, times, skip);

    public WireRule Break(Func<WireRequest, bool> matches, WireFault fault, int times = int.MaxValue, int skip = 0)
    {
        var rule = new WireRule(matches, fault, skip, times);
        lock (_lock)
        {
            _rules.Add(rule);
        }

        return rule;
    }

    /// <summary>Everything works again.</summary>
    public void Heal()
    {
        lock (_lock)
        {
            _rules.Clear();
        }
    }

    /// <summary>Nobody listens any more.</summary>
    public void Refuse() => _listener.Stop();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        while (true)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                connections.Add(ServeAsync(client, connections.Count + 1));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                break;
            }
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        using var _ = client;
        client.NoDelay = true;
        using var server = _server is null ? null : new WireServer(_server);
        try
        {
            var stream = await OpenAsync(client);
            await using (stream)
            {
                var reader = new WireReader(stream);
                for (var count = 1; await ReadRequestAsync(stream, reader, number, count) is { } request; count++)
                {
                    var fault = Meet(request);
                    var answer = fault is { ReachesServer: false } ? null : server is null ? WireCanned.Answer(request) : await AskAsync(server, fault?.Changed?.Invoke(request) ?? request);
                    if (!await AnswerAsync(client, stream, fault, fault?.Other ?? fault?.Reply?.Invoke(request) ?? answer, request))
                    {
                        return;
                    }
                }
            }
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, as some tests want it to.
        }
        finally
        {
            client.Close();
            _firstClosed.TrySetResult();
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (_certificate is null)
        {
            return client.GetStream();
        }

        var encrypted = new SslStream(client.GetStream());
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return encrypted;
    }

    private async Task<WireRequest?> ReadRequestAsync(Stream stream, WireReader reader, int connection, int count)
    {
        if (await reader.ReadTopAsync(_stop.Token) is not { } top)
        {
            return null;
        }

        if (top.Headers.Any(static header => header.Key.Equals("Expect", StringComparison.OrdinalIgnoreCase)))
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), _stop.Token);
        }

        var words = top.Line.Split(' ');
        var request = new WireRequest(words[0], words[1], top.Headers, await reader.ReadBodyAsync(top.Headers, _stop.Token), connection, count);
        _requests.Enqueue(request);
        return request;
    }

    private async Task<WireAnswer> AskAsync(WireServer server, WireRequest request)
    {
        var answer = await server.AskAsync(request, _stop.Token);
        _answers.Enqueue((request.Operation, answer.Status));
        return answer;
    }

    private WireFault? Meet(WireRequest request)
    {
        lock (_lock)
        {
            return _rules.Find(rule => rule.Takes(request))?.Fault;
        }
    }

    /// <returns>Whether the connection may be used again.</returns>
    private async Task<bool> AnswerAsync(TcpClient client, Stream stream, WireFault? fault, WireAnswer? answer, WireRequest request)
    {
        switch (fault?.Kind)
        {
            case WireFaultKind.Reset:
                return Reset(client);
            case WireFaultKind.Close:
                return false;
            case WireFaultKind.Hang:
                return await HoldAsync(stream);
        }

        var body = request.Method == "HEAD" ? [] : answer!.Body;
        await stream.WriteAsync(answer!.Top(), _stop.Token);
        switch (fault?.Kind)
        {
            case WireFaultKind.ResetBody:
                await stream.WriteAsync(body.AsMemory(0, fault.At), _stop.Token);
                return Reset(client);
            case WireFaultKind.TruncateBody:
                await stream.WriteAsync(body.AsMemory(0, fault.At), _stop.Token);
                return false;
            case WireFaultKind.StallBody:
                await stream.WriteAsync(body.AsMemory(0, fault.At), _stop.Token);
                return await HoldAsync(stream);
            case WireFaultKind.TrickleBody:
                foreach (var piece in body.Chunk(fault.Step))
                {
                    await stream.WriteAsync(piece, _stop.Token);
                    await stream.FlushAsync(_stop.Token);
                    await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, _stop.Token);
                }

                return true;
            case WireFaultKind.FlipBody:
                body = [.. body];
                body[fault.At] ^= 0xFF;
                break;
        }

        await stream.WriteAsync(body, _stop.Token);
        return fault?.Kind != WireFaultKind.CloseAfterAnswer;
    }

    private static bool Reset(TcpClient client)
    {
        client.LingerState = new LingerOption(enable: true, 0);
        return false;
    }

    /// <summary>Sends nothing until the client has gone.</summary>
    private async Task<bool> HoldAsync(Stream stream)
    {
        _firstHeld.TrySetResult();
        await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, _stop.Token);
        return false;
    }
}
