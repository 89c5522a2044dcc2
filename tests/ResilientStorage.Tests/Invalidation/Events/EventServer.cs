using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ResilientStorage.Invalidation.Events;

/// <summary>A web server on loopback that hands the body of each POST to a receiver, as a host would.</summary>
internal sealed class EventServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<Stream, CancellationToken, Task<S3EventResponse>> _receiveAsync;
    private readonly Task _serving;

    private EventServer(Func<Stream, CancellationToken, Task<S3EventResponse>> receiveAsync)
    {
        _receiveAsync = receiveAsync;
        _listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _serving = ServeAsync();
    }

    public Uri Url { get; }

    public static EventServer Start(Func<Stream, CancellationToken, Task<S3EventResponse>> receiveAsync) => new(receiveAsync);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _serving;
        _stopping.Dispose();
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
                using var body = await ReadBodyAsync(client.GetStream());
                var answer = await _receiveAsync(body, _stopping.Token);
                var problem = Encoding.UTF8.GetBytes(answer.Problem ?? "");
                var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.StatusCode} Status\r\nContent-Length: {problem.Length}\r\nConnection: close\r\n\r\n");
                await client.GetStream().WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. problem], _stopping.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The sender hung up, or the test is over: what was received counts.
            }
        }
    }

    private async Task<MemoryStream> ReadBodyAsync(NetworkStream stream)
    {
        var received = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, _stopping.Token);
            if (read == 0)
            {
                throw new IOException("The request broke off.");
            }

            received.Write(buffer, 0, read);
            var bytes = received.GetBuffer().AsSpan(0, (int)received.Length);
            var end = bytes.IndexOf("\r\n\r\n"u8);
            if (end >= 0 && bytes.Length >= end + 4 + LengthOf(Encoding.ASCII.GetString(bytes[..end])))
            {
                return new MemoryStream(bytes[(end + 4)..].ToArray());
            }
        }
    }

    private static int LengthOf(string head)
    {
        const string Name = "Content-Length: ";
        return int.Parse(head.Split("\r\n").Single(static line => line.StartsWith(Name, StringComparison.OrdinalIgnoreCase))[Name.Length..], CultureInfo.InvariantCulture);
    }
}
