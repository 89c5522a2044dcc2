using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ResilientStorage.Testing;

namespace ResilientStorage.Alerts.Mail;

public sealed class MailRegistrationTests
{
    private const string Password = "planted-mail-secret";

    public static TheoryData<Action<MailAlertOptions>, string> Mistakes => new()
    {
        { static options => options.Host = "", "Host: '' is no name or address of a host" },
        { static options => options.Host = "smtp://mail.example.org", "Host: 'smtp://mail.example.org' is no name or address of a host" },
        { static options => options.Port = 0, "Port: 0 is not possible, it has to be 1 to 65535." },
        { static options => options.Port = 465, "Port: 465 is not possible: TLS begins at once there" },
        { static options => options.From = "nobody", "From: 'nobody' is no mail address" },
        { static options => options.From = "a@example.org\r\nBcc: b@example.org", "is no mail address" },
        { static options => options.To.Clear(), "To: 0 recipients are not possible: it has to be 1 to 50." },
        { static options => options.To.Add("nobody"), "To: 'nobody' is no mail address." },
        { static options => options.SubjectPrefix = "[x]\r\nBcc: b@example.org", "SubjectPrefix: It has 23 characters: it has to be at most 100, without line ends." },
        { static options => options.User = null, "Password: User and Password go together" },
        { static options => options.Password = null, "Password: User and Password go together" },
        { static options => options.UseStartTls = false, "Password: It would cross the network to 'mail.example.org' in plain text: set UseStartTls to true." },
    };

    public static TheoryData<Action<MailAlertOptions>> Permitted =>
    [
        static _ => { },
        static options => (options.User, options.Password, options.UseStartTls) = (null, null, false),
        static options => (options.Host, options.UseStartTls) = ("localhost", false),
        static options => (options.Host, options.UseStartTls) = ("127.0.0.2", false),
        static options => (options.Host, options.UseStartTls) = ("::1", false),
        static options => (options.AllowPlainTextPassword, options.UseStartTls) = (true, false),
        static options => options.From = "Storage <storage@example.org>",
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void UseMail_Mistake_FailsTheFirstResolveWithoutThePassword(Action<MailAlertOptions> mistake, string expected)
    {
        using var provider = Provider(mistake);

        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IResilientStorage>);

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("default/mail-1.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Permitted))]
    public void UseMail_Permitted_Resolves(Action<MailAlertOptions> configure)
    {
        using var provider = Provider(configure);

        Assert.NotNull(provider.GetRequiredService<IResilientStorage>());
    }

    [Fact]
    public async Task UseMail_InAHost_MailArrivesAndNoLogHoldsThePassword()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        await using var server = new SmtpServer().Start();
        var clock = new ManualTimeProvider();
        var main = new InMemoryObjectStore(clock);
        using var logger = new RecordingLogger();
        await using (var provider = Provider(options => (options.Host, options.Port, options.UseStartTls) = ("localhost", server.Port, false), clock, main, logger))
        {
            var storage = provider.GetRequiredService<IResilientStorage>();
            main.Corrupt((await storage.UploadAsync("a.bin", new byte[] { 1 })).ObjectKey, 0);
            await storage.ReadAllBytesAsync("a.bin");

            clock.Advance(TimeSpan.Zero);
            Assert.Contains("resilient-storage show a.bin", new ReceivedMail(await server.MailAsync()).Plain, StringComparison.Ordinal);
        }

        Assert.NotEmpty(logger.Lines);
        Assert.DoesNotContain(logger.Lines, static line => line.Contains(Password, StringComparison.Ordinal));
    }

    private static ServiceProvider Provider(Action<MailAlertOptions> configure, ManualTimeProvider? clock = null, InMemoryObjectStore? main = null, RecordingLogger? logger = null)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock ?? new ManualTimeProvider());
        if (logger is not null)
        {
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logger));
        }

        return services
            .AddResilientStorage(storage => storage.UseInMemory(main ?? new InMemoryObjectStore()).Alerts(alerts => alerts.UseMail(options =>
            {
                options.Host = "mail.example.org";
                (options.User, options.Password, options.From) = ("storage-user", Password, "storage@example.org");
                options.To.Add("one@example.org");
                configure(options);
            })))
            .BuildServiceProvider();
    }
}
