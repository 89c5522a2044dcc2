using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ResilientStorage.Alerts.Mail;

/// <summary>A mail server on loopback, as far as one client needs it: EHLO, STARTTLS, AUTH LOGIN, MAIL, RCPT, DATA, QUIT. It takes one mail a connection.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<string> _mail = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _commands = [];
    private Task _serving = Task.CompletedTask;

    public SmtpServer() => _listener.Start();

    /// <summary>Offers STARTTLS with this certificate; null for a server that has no TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Answers of its own, by the verb; an empty one is never sent.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What the client said, whatever the encryption, the login decoded.</summary>
    public IReadOnlyList<string> Commands
    {
        get
        {
            lock (_commands)
            {
                return [.. _commands];
            }
        }
    }

    public bool IsSecured { get; private set; }

    /// <summary>The mail as it came over the wire.</summary>
    public Task<string> MailAsync() => _mail.Task.WaitAsync(Patience.Limit);

    /// <summary>Waits until the server came to an answer that is never sent.</summary>
    public Task HangingAsync() => _reached.Task.WaitAsync(Patience.Limit);

    public SmtpServer Start()
    {
        _serving = ServeAsync();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _serving;
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await ServeOneAsync();
        }
    }

    private async Task ServeOneAsync()
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
            using var connection = new SmtpConnection(client.GetStream(), _stopping.Token);
            await TalkAsync(connection);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or AuthenticationException or SocketException)
        {
            // The client hung up or the test is over: what was said was recorded.
        }
    }

    private async Task TalkAsync(SmtpConnection connection)
    {
        await ReplyAsync(connection, "", "220 test");
        while (await connection.ReadLineAsync() is { } line)
        {
            lock (_commands)
            {
                _commands.Add(line);
            }

            var verb = line.Split(' ')[0];
            switch (verb)
            {
                case "EHLO":
                    await ReplyAsync(connection, verb, Certificate is null || IsSecured ? "250-test\r\n250 AUTH LOGIN" : "250-test\r\n250-STARTTLS\r\n250 AUTH LOGIN");
                    break;
                case "STARTTLS":
                    await ReplyAsync(connection, verb, "220 ready");
                    await connection.SecureAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate });
                    IsSecured = true;
                    break;
                case "AUTH":
                    await LogInAsync(connection, line);
                    break;
                case "DATA":
                    await ReplyAsync(connection, verb, "354 go on");
                    _mail.TrySetResult(await connection.ReadDataAsync());
                    await ReplyAsync(connection, "", "250 taken");
                    break;
                case "QUIT":
                    await ReplyAsync(connection, verb, "221 bye");
                    return;
                default:
                    await ReplyAsync(connection, verb, "250 fine");
                    break;
            }
        }
    }

    // The user may come with the command; the password follows when it is asked for.
    private async Task LogInAsync(SmtpConnection connection, string line)
    {
        var words = line.Split(' ');
        var user = words.Length > 2 ? words[2] : null;
        if (user is null)
        {
            await connection.WriteAsync("334 VXNlcm5hbWU6");
            user = await connection.ReadLineAsync();
        }

        await connection.WriteAsync("334 UGFzc3dvcmQ6");
        var password = await connection.ReadLineAsync();
        lock (_commands)
        {
            _commands.Add($"{Decode(user!)}:{Decode(password!)}");
        }

        await ReplyAsync(connection, "AUTH", "235 welcome", password);
    }

    private async Task ReplyAsync(SmtpConnection connection, string verb, string usual, string? echo = null)
    {
        var answer = Answers.GetValueOrDefault(verb, usual);
        if (answer.Length == 0)
        {
            _reached.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stopping.Token);
        }

        await connection.WriteAsync(answer.Replace("{echo}", echo, StringComparison.Ordinal));
    }

    private static string Decode(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));
}
