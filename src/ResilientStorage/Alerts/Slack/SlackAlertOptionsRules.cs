using Microsoft.Extensions.Options;

namespace ResilientStorage.Alerts.Slack;

/// <summary>Its messages never print the webhook's address, nor a part of it: what was pasted into the wrong place may be the secret.</summary>
internal sealed class SlackAlertOptionsRules : IValidateOptions<SlackAlertOptions>
{
    private static readonly string[] HostsOfSlack = ["hooks.slack.com", "hooks.slack-gov.com"];

    public ValidateOptionsResult Validate(string? name, SlackAlertOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return FindProblem(options) is { } problem ? ValidateOptionsResult.Fail($"{name}.{nameof(options.WebhookUrl)}: {problem}") : ValidateOptionsResult.Success;
    }

    private static string? FindProblem(SlackAlertOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.WebhookUrl))
        {
            return "It is empty: give the address of an incoming webhook, such as the one that Slack shows under 'Incoming Webhooks' of your app.";
        }

        if (!Uri.TryCreate(options.WebhookUrl, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            return "It is no absolute https address (it is not printed, because it is a secret).";
        }

        if (address.UserInfo.Length > 0)
        {
            return "It has a user before its host, which no webhook of Slack has (it is not printed, because it is a secret).";
        }

        if (address.IsLoopback)
        {
            return null;
        }

        if (address.Scheme != "https")
        {
            return "It begins with http, which would show it and the alerts to the network: write https (it is not printed, because it is a secret).";
        }

        var allowed = HostsOfSlack.Concat(options.AllowedHosts);
        return allowed.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase)
            ? null
            : $"Its host is not allowed (it is not printed, because it is a secret): allowed are {string.Join(", ", allowed)}. Add another one to AllowedHosts.";
    }
}
