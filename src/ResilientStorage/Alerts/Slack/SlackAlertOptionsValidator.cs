using Microsoft.Extensions.Options;

namespace ResilientStorage.Alerts.Slack;

/// <summary>Its messages never print the webhook's address, nor a part of it: what was pasted into the wrong place may be the secret.</summary>
internal sealed class SlackAlertOptionsValidator : IValidateOptions<SlackAlertOptions>
{
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, SlackAlertOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        if (FindProblem(options) is { } problem)
        {
            result.AddError(problem, nameof(options.WebhookUrl));
        }

        Check(options.Retries is >= 0 and <= 10, nameof(options.Retries), options.Retries, "0 to 10");
        Check(options.RetryDelay >= TimeSpan.Zero && options.RetryDelay <= TimeSpan.FromMinutes(1), nameof(options.RetryDelay), options.RetryDelay, "zero to 1 minute");
        Check(options.AttemptTimeout >= ShortestTimeout && options.AttemptTimeout <= LongestTimeout, nameof(options.AttemptTimeout), options.AttemptTimeout, "100 milliseconds to 10 minutes");
        return result.Build();

        void Check(bool holds, string property, object value, string rule)
        {
            if (!holds)
            {
                result.AddError($"{value} is not possible: it has to be {rule}.", property);
            }
        }
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

        return options.AllowedHosts.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase)
            ? null
            : $"Its host is not allowed (it is not printed, because it is a secret): allowed are {string.Join(", ", options.AllowedHosts)}. Add another one to AllowedHosts.";
    }
}
