using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ResilientStorage.Wire;

/// <summary>A connection to the real server.</summary>
internal sealed class WireServer : IDisposable
{
    private readonly TcpClient _connection = new() { NoDelay = true };
    private readonly Uri _address;
    private WireReader? _reader;

    public WireServer(string url) => _address = new Uri(url);

    /// <summary>Sends a request on as it came, but for what concerns only one leg of the way.</summary>
    public async Task<WireAnswer> AskAsync(WireRequest request, CancellationToken cancellationToken)
    {
        if (_reader is null)
        {
            await _connection.ConnectAsync(_address.Host, _address.Port, cancellationToken);
            _reader = new WireReader(_connection.GetStream());
        }

        var top = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{request.Method} {request.Target} HTTP/1.1\r\n");
        foreach (var (name, value) in request.Headers.Where(static header => !header.Key.Equals("Expect", StringComparison.OrdinalIgnoreCase)))
        {
            top.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        var stream = _connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(top.Append("\r\n").ToString()), cancellationToken);
        await stream.WriteAsync(request.Body, cancellationToken);
        var (line, headers) = await _reader.ReadTopAsync(cancellationToken) ?? throw new IOException("The server closed the connection.");
        var status = int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
        if (request.Method == "HEAD" || status is 204 or 304)
        {
            return new WireAnswer(status, headers, []);
        }

        var body = await _reader.ReadBodyAsync(headers, cancellationToken);
        headers.RemoveAll(static header => header.Key.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase) || header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase));
        headers.Add(KeyValuePair.Create("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)));
        return new WireAnswer(status, headers, body);
    }

    public void Dispose() => _connection.Dispose();
}
