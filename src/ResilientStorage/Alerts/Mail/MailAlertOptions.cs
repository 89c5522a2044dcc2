using ResilientStorage.Configuration;

namespace ResilientStorage.Alerts;

/// <summary>A mail server (SMTP, RFC 5321) and who gets the alerts.</summary>
public sealed class MailAlertOptions
{
    /// <summary>The name or address of the mail server.</summary>
    /// <value>Empty by default, which is an error.</value>
    public string Host { get; set; } = "";

    /// <summary>The port of the mail server. Port 465, on which TLS begins at once, is not possible: servers that have it offer 587 too.</summary>
    /// <value>587 by default, the port for submission (RFC 6409); 1 to 65,535, and not 465.</value>
    [NumberRange(1, 65_535)]
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection is secured with STARTTLS (RFC 3207). A server that does not offer it, or whose certificate is not trusted, gets neither the password nor the alert.</summary>
    /// <value>True by default.</value>
    public bool UseStartTls { get; set; } = true;

    /// <summary>The user that logs in.</summary>
    /// <value>Null by default: no login.</value>
    public string? User { get; set; }

    /// <summary>The user's password. No log, error or message of this library holds it.</summary>
    /// <value>Null by default; given exactly when <see cref="User"/> is.</value>
    public string? Password { get; set; }

    /// <summary>Whether the password may be sent over a connection that is not secured, to a server that is not on this machine.</summary>
    /// <value>False by default.</value>
    public bool AllowPlainTextPassword { get; set; }

    /// <summary>The sender, such as <c>storage@example.org</c> or <c>Storage &lt;storage@example.org&gt;</c>.</summary>
    /// <value>Empty by default, which is an error.</value>
    public string From { get; set; } = "";

    /// <summary>Who gets the alerts.</summary>
    /// <value>None by default, which is an error; 1 to 50 addresses.</value>
    public IList<string> To { get; } = [];

    /// <summary>What every subject begins with, but that of a failed invalidation, which is always <c>[Error] CloudFront Invalidation</c>.</summary>
    /// <value><c>[ResilientStorage]</c> by default; at most 100 characters.</value>
    public string SubjectPrefix { get; set; } = "[ResilientStorage]";

    /// <summary>How often a mail is sent again that the server refused for now (4xx), or that a broken connection kept from it, within <see cref="AlertsOptions.SinkTimeout"/>.</summary>
    /// <value>3 by default; 0 to 10.</value>
    [NumberRange(0, 10)]
    public int Retries { get; set; } = 3;

    /// <summary>The pause before the first of those tries; it doubles each time.</summary>
    /// <value>1 second by default; zero to 1 minute.</value>
    [DurationRange("00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);
}
