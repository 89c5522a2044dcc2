using ResilientStorage.Configuration;

namespace ResilientStorage.Alerts;

/// <summary>An incoming webhook of Slack (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks).</summary>
public sealed class SlackAlertOptions
{
    /// <summary>
    /// The address of the webhook. It is a secret: whoever knows it can write into the channel. No log, error or message of this library holds it.
    /// </summary>
    /// <value>Empty by default, which is an error; an absolute https address whose host is one of <see cref="AllowedHosts"/>, or http on loopback.</value>
    public string WebhookUrl { get; set; } = "";

    /// <summary>The hosts that alerts may be sent to besides <c>hooks.slack.com</c>, <c>hooks.slack-gov.com</c> and loopback, such as a proxy of yours; compared whole and without case.</summary>
    /// <value>None by default.</value>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>How often an alert is sent again after a network error, status 408, 429 or 5xx, within <see cref="AlertsOptions.SinkTimeout"/>.</summary>
    /// <value>3 by default; 0 to 10.</value>
    [NumberRange(0, 10)]
    public int Retries { get; set; } = 3;

    /// <summary>The pause before the first of those tries; it doubles each time. A pause that Slack asks for (<c>Retry-After</c>) counts instead; one longer than <see cref="AlertsOptions.SinkTimeout"/> ends the tries.</summary>
    /// <value>1 second by default; zero to 1 minute.</value>
    [DurationRange("00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one try may take.</summary>
    /// <value>10 seconds by default; 100 milliseconds to 10 minutes.</value>
    [DurationRange("00:00:00.1", "00:10:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
