namespace ResilientStorage.Alerts;

/// <summary>An incoming webhook of Slack (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks).</summary>
public sealed class SlackAlertOptions
{
    /// <summary>
    /// The address of the webhook. It is a secret: whoever knows it can write into the channel. No log, error or message of this library holds it.
    /// </summary>
    /// <value>Empty by default, which is an error; an absolute https address whose host is one of <see cref="AllowedHosts"/>, or http on loopback.</value>
    public string WebhookUrl { get; set; } = "";

    /// <summary>The hosts that alerts may be sent to, compared whole and without case. Loopback is always allowed.</summary>
    /// <value><c>hooks.slack.com</c> and <c>hooks.slack-gov.com</c> by default; add others, or clear it first.</value>
    public IList<string> AllowedHosts { get; } = ["hooks.slack.com", "hooks.slack-gov.com"];

    /// <summary>How often an alert is sent again after a network error, status 408, 429 or 5xx, within <see cref="AlertsOptions.SinkTimeout"/>.</summary>
    /// <value>3 by default; 0 to 10.</value>
    public int Retries { get; set; } = 3;

    /// <summary>The pause before the first of those tries; it doubles each time. A pause that Slack asks for (<c>Retry-After</c>) counts instead; one longer than <see cref="AlertsOptions.SinkTimeout"/> ends the tries.</summary>
    /// <value>1 second by default; zero to 1 minute.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one try may take.</summary>
    /// <value>10 seconds by default; 100 milliseconds to 10 minutes.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
