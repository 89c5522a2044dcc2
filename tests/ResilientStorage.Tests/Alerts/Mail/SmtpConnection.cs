using System.Net.Security;
using System.Text;

namespace ResilientStorage.Alerts.Mail;

/// <summary>Lines over a stream that may become a secured one in between.</summary>
internal sealed class SmtpConnection(Stream stream, CancellationToken cancellationToken) : IDisposable
{
    private readonly byte[] _byte = new byte[1];
    private Stream _stream = stream;

    public async Task<string?> ReadLineAsync()
    {
        var line = new List<byte>();
        while (await _stream.ReadAsync(_byte, cancellationToken) == 1)
        {
            if (_byte[0] == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(_byte[0]);
        }

        return null;
    }

    public async Task<string> ReadDataAsync()
    {
        var data = new StringBuilder();
        while (await ReadLineAsync() is { } line && line != ".")
        {
            data.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        }

        return data.ToString();
    }

    public async Task WriteAsync(string line) => await _stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancellationToken);

    public async Task SecureAsync(SslServerAuthenticationOptions options)
    {
        var secured = new SslStream(_stream);
        _stream = secured;
        await secured.AuthenticateAsServerAsync(options, cancellationToken);
    }

    public void Dispose() => _stream.Dispose();
}
