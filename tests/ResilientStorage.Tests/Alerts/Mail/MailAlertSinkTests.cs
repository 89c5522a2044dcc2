using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;

namespace ResilientStorage.Alerts.Mail;

public sealed class MailAlertSinkTests
{
    private const string Password = "planted-mail-secret";
    private const string Login = "storage-user:" + Password;
    private static readonly StorageAlert Alert = new() { Kind = AlertKind.ReplicaCorrupt, Instance = "default", Message = "Wrong bytes.", At = DateTimeOffset.UnixEpoch, Store = "main", ResourceKey = "a.bin", NextStep = "resilient-storage show a.bin" };

    [Fact]
    public async Task SendAsync_Alert_ArrivesAsTextAndHtml()
    {
        await using var server = new SmtpServer().Start();

        await SinkTo(server).SendAsync(Alert);

        var mail = new ReceivedMail(await server.MailAsync());
        Assert.Equal("[ResilientStorage] default: A copy is corrupt (store 'main')", mail.Header("Subject"));
        Assert.Equal(("storage@example.org", "one@example.org, two@example.org", "auto-generated"), (mail.Header("From"), mail.Header("To"), mail.Header("Auto-Submitted")));
        Assert.Equal(
            "A copy is corrupt (store 'main')\r\n\r\nWrong bytes.\r\n\r\nStorage: default\r\nStore: main\r\nResource: a.bin\r\nSince: 1970-01-01 00:00:00 UTC\r\nLatest: 1970-01-01 00:00:00 UTC\r\nNext step: resilient-storage show a.bin",
            mail.Plain.TrimEnd());
        Assert.Contains("<td>resilient-storage show a.bin</td>", mail.Html, StringComparison.Ordinal);
        Assert.Contains(Login, server.Commands);
        Assert.Equal(["MAIL FROM:<storage@example.org>", "RCPT TO:<one@example.org>", "RCPT TO:<two@example.org>"], server.Commands.Where(static line => line.StartsWith("MAIL", StringComparison.Ordinal) || line.StartsWith("RCPT", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SendAsync_FailedInvalidation_HasItsOwnSubjectAndNamesBucketAndReports()
    {
        await using var server = new SmtpServer().Start();

        await SinkTo(server).SendAsync(Alert with { Kind = AlertKind.InvalidationFailed, ReportBucket = "photos-reports", ReportKeys = ["invalidation_error/1_E1.txt", "invalidation_error/1_E1.json"] });

        var mail = new ReceivedMail(await server.MailAsync());
        Assert.Equal("[Error] CloudFront Invalidation", mail.Header("Subject"));
        Assert.Contains("\r\nBucket: photos-reports\r\nReport: invalidation_error/1_E1.txt\r\nReport: invalidation_error/1_E1.json\r\n", mail.Plain, StringComparison.Ordinal);
        Assert.Contains("<td>invalidation_error/1_E1.txt</td>", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_HostileTexts_NoHeaderOfTheirOwnAndNoHtml()
    {
        await using var server = new SmtpServer().Start();

        await SinkTo(server).SendAsync(Alert with
        {
            Instance = "x\r\nBcc: evil@example.org\r\n\r\nbody",
            Store = "s\nBcc: evil@example.org",
            ResourceKey = "<script>alert('a & b')</script>\r\n.\r\nQUIT",
            Message = "<img src=x>\r\n.\r\nRSET 강😀",
        });

        var mail = new ReceivedMail(await server.MailAsync());
        Assert.Equal("[ResilientStorage] x  Bcc: evil@example.org    body: A copy is corrupt (store 's Bcc: evil@example.org')", mail.Header("Subject"));
        Assert.DoesNotContain(mail.Headers, static header => header.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("<td>&lt;script&gt;alert(&#39;a &amp; b&#39;)&lt;/script&gt;  .  QUIT</td>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("<p>&lt;img src=x&gt;  .  RSET 강&#128512;</p>", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", mail.Html, StringComparison.Ordinal);
        Assert.Contains("Resource: <script>alert('a & b')</script>  .  QUIT\r\n", mail.Plain, StringComparison.Ordinal);
        Assert.DoesNotContain("RCPT TO:<evil@example.org>", server.Commands);
    }

    [Fact]
    public async Task SendAsync_ServerWithoutStartTls_RefusedBeforeTheLogin()
    {
        await using var server = new SmtpServer().Start();

        var error = await FailAsync(SinkTo(server, static options => options.UseStartTls = true));

        Assert.Equal($"The mail server localhost:{server.Port} offers no STARTTLS: nothing was sent. Check Port; only for a server on this machine or a trusted network set UseStartTls to false.", error.Message);
        Assert.All(server.Commands, static line => Assert.Matches("^(EHLO|QUIT)", line));
    }

    [Fact]
    public async Task SendAsync_CertificateThatNobodyTrusts_RefusedBeforeTheLogin()
    {
        using var certificate = CertificateFor("localhost");
        await using var server = new SmtpServer { Certificate = certificate }.Start();

        var error = await FailAsync(SinkTo(server, static options => options.UseStartTls = true));

        Assert.Equal($"The mail server localhost:{server.Port} has a certificate that is not trusted, or not for this name: nothing was sent. Check that Host is the name in the certificate, and this machine's trusted certificates and clock.", error.Message);
        Assert.Equal(["EHLO", "STARTTLS"], server.Commands.Select(static line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task SendAsync_StartTls_LoginAndMailAreSecured()
    {
        using var certificate = CertificateFor("localhost");
        var thumbprint = certificate.Thumbprint;
        await using var server = new SmtpServer { Certificate = certificate }.Start();

        // The old client asks only this global for trust; it trusts this one certificate alone.
#pragma warning disable SYSLIB0014
        ServicePointManager.ServerCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == thumbprint;
        try
        {
            await SinkTo(server, static options => options.UseStartTls = true).SendAsync(Alert);
        }
        finally
        {
            ServicePointManager.ServerCertificateValidationCallback = null;
        }
#pragma warning restore SYSLIB0014

        Assert.Contains("Wrong bytes.", new ReceivedMail(await server.MailAsync()).Plain, StringComparison.Ordinal);
        Assert.True(server.IsSecured);
        Assert.True(server.Commands.ToList().IndexOf(Login) > server.Commands.ToList().IndexOf("STARTTLS"));
    }

    [Theory]
    [InlineData("530 5.7.0 log in first", true)]
    [InlineData("535 5.7.8 wrong password " + Password, false)]
    [InlineData("535 5.7.8 wrong password cGxhbnRlZC1tYWlsLXNlY3JldA==", false)]
    public async Task SendAsync_LoginRefused_SaysWhatToCheckAndNeverThePasswordThatTheServerRepeats(string answer, bool isRepeated)
    {
        await using var server = new SmtpServer { Answers = { ["AUTH"] = "535 5.7.8 no: {echo}", ["MAIL"] = answer } }.Start();

        var error = await FailAsync(SinkTo(server));

        var expected = $"The mail server localhost:{server.Port} refuses the login. Check User and Password, and whether it wants UseStartTls.";
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(isRepeated, error.Message.EndsWith(answer[10..] + ")", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("RCPT", "550 no such user", "refuses a recipient. Check To, and whether the server takes mail for it from this sender.")]
    [InlineData("MAIL", "553 not you", "refuses the mail with 553. Check From, and the server's log.")]
    [InlineData("DATA", "554 no", "refuses the mail with 554. Check From, and the server's log.")]
    public async Task SendAsync_Refused_SaysWhatToCheckAndTheServersWords(string verb, string answer, string expected)
    {
        await using var server = new SmtpServer { Answers = { [verb] = answer } }.Start();

        var error = await FailAsync(SinkTo(server));

        Assert.StartsWith($"The mail server localhost:{server.Port} {expected} (", error.Message, StringComparison.Ordinal);
        Assert.Contains(answer[4..], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_RefusedForNow_SentAgainAfterAPause()
    {
        await using var server = new SmtpServer { Answers = { ["RCPT"] = "450 4.7.1 greylisted" } }.Start();
        var clock = new SignallingTimeProvider();

        var sending = Sink(OptionsFor(server.Port, static options => (options.Retries, options.RetryDelay) = (1, TimeSpan.FromSeconds(7))), clock).SendAsync(Alert).AsTask();
        await clock.PassAsync(TimeSpan.FromSeconds(7), beforehand: () => server.Answers.Remove("RCPT"));
        await sending.WaitAsync(Patience.Limit);

        Assert.Contains("Wrong bytes.", new ReceivedMail(await server.MailAsync()).Plain, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("450 later", true)]
    [InlineData("550 no such user", false)]
    public async Task SendAsync_Refused_TransientOnlyForNow(string answer, bool isTransient)
    {
        await using var server = new SmtpServer { Answers = { ["RCPT"] = answer } }.Start();

        Assert.Equal(isTransient, (await FailAsync(SinkTo(server))).IsTransient);
    }

    [Fact]
    public async Task SendAsync_ServerIsDown_SaysWhatToCheck()
    {
        using var reserved = new TcpListener(IPAddress.Loopback, 0);
        reserved.Start();
        var port = ((IPEndPoint)reserved.LocalEndpoint).Port;
        reserved.Stop();

        var error = await FailAsync(Sink(OptionsFor(port)));

        Assert.True(error.IsTransient);
        Assert.Equal($"The mail server localhost:{port} cannot be reached (ConnectionRefused). Check Host, Port and the firewall.", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("EHLO")]
    [InlineData("AUTH")]
    [InlineData("MAIL")]
    [InlineData("DATA")]
    public async Task SendAsync_ServerHangsAndCancelled_EndsAtOnce(string verb)
    {
        await using var server = new SmtpServer { Answers = { [verb] = "" } }.Start();
        using var cancel = new CancellationTokenSource();

        var sending = SinkTo(server).SendAsync(Alert, cancel.Token).AsTask();
        await server.HangingAsync();
        Assert.False(sending.IsCompleted);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(Patience.Limit));
    }

    private static MailAlertSink SinkTo(SmtpServer server, Action<MailAlertOptions>? configure = null) => Sink(OptionsFor(server.Port, configure));

    private static MailAlertSink Sink(MailAlertOptions options, TimeProvider? time = null) => new(options, TimeSpan.FromSeconds(30), time ?? TimeProvider.System, NullLogger.Instance);

    private static MailAlertOptions OptionsFor(int port, Action<MailAlertOptions>? configure = null)
    {
        var options = new MailAlertOptions { Host = "localhost", Port = port, UseStartTls = false, User = "storage-user", Password = Password, From = "storage@example.org", To = { "one@example.org", "two@example.org" }, Retries = 0 };
        configure?.Invoke(options);
        Assert.True(new MailAlertOptionsRules().Validate(null, options).Succeeded);
        return options;
    }

    private static async Task<AlertDeliveryException> FailAsync(MailAlertSink sink)
    {
        var error = await Assert.ThrowsAsync<AlertDeliveryException>(() => sink.SendAsync(Alert).AsTask().WaitAsync(Patience.Limit));
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Password)), error.ToString(), StringComparison.Ordinal);
        return error;
    }

    private static X509Certificate2 CertificateFor(string host)
    {
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
    }
}
