using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ResilientStorage.Alerts.Slack;

/// <summary>An HTTP server on loopback that answers each request as the test says, or not at all.</summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    public const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
    public const string Secret = "T0SECRET/B0SECRET/planted-webhook-secret";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<string?> _answers;
    private readonly ConcurrentQueue<WebhookRequest> _requests = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly Task _serving;

    /// <summary>Starts the server.</summary>
    /// <param name="answers">The answers, in order; null for none until the server stops. The last one is repeated.</param>
    public WebhookServer(params string?[] answers)
    {
        _answers = new ConcurrentQueue<string?>(answers);
        _listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/services/{Secret}";
        _serving = ServeAsync();
    }

    public string Url { get; }

    public IReadOnlyList<WebhookRequest> Requests => [.. _requests];

    public static string Answer(int status, string body = "", string headers = "") =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Status\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{headers}\r\n{body}");

    /// <summary>Waits for the next request.</summary>
    public async Task ArrivedAsync() => Assert.True(await _arrived.WaitAsync(Patience.Limit), "No request arrived.");

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _serving;
        _stopping.Dispose();
        _arrived.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await Task.WhenAll(connections);
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var request = await WebhookRequest.ReadAsync(client.GetStream(), _stopping.Token);
                _requests.Enqueue(request);
                _arrived.Release();
                var answer = _answers.Count > 1 && _answers.TryDequeue(out var next) ? next : _answers.First();
                if (answer is null)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stopping.Token);
                }

                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer!), _stopping.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client hung up, or the test is over: what arrived was recorded.
            }
        }
    }
}
