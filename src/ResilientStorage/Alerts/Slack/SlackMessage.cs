using System.Text;

namespace ResilientStorage.Alerts.Slack;

/// <summary>
/// What is posted: plain text. Slack reads mentions and links only between &lt; and &gt;, which are escaped, and formatting characters not at all with mrkdwn off
/// (https://docs.slack.dev/messaging/formatting-message-text), so that a command in an alert can be copied as it stands.
/// </summary>
internal sealed record SlackMessage(string Text)
{
    // "All text in Slack uses the same system of escaping": these three and only these.
    private static readonly (string Character, string Entity)[] Escapes = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")];

    public bool Mrkdwn { get; }

    /// <summary>Neither channel names nor addresses in the text become links.</summary>
    public string Parse { get; } = "none";

    public bool LinkNames { get; }

    public bool UnfurlLinks { get; }

    public bool UnfurlMedia { get; }

    public static SlackMessage Of(StorageAlert alert)
    {
        var text = new StringBuilder(AlertText.HeadlineOf(alert)).Append('\n').Append(AlertText.MessageOf(alert));
        foreach (var (label, value) in AlertText.FactsOf(alert))
        {
            text.Append('\n').Append(label).Append(": ").Append(value);
        }

        foreach (var (character, entity) in Escapes)
        {
            text.Replace(character, entity);
        }

        return new SlackMessage(text.ToString());
    }
}
