using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ResilientStorage.Alerts;
using ResilientStorage.Alerts.Slack;
using ResilientStorage.Configuration;

namespace ResilientStorage;

/// <summary>Sends alerts to Slack.</summary>
public static class SlackAlertsBuilderExtensions
{
    /// <summary>Sends alerts to a channel of Slack.</summary>
    /// <param name="alerts">The builder.</param>
    /// <param name="webhookUrl">The address of an incoming webhook, a secret (<see cref="SlackAlertOptions.WebhookUrl"/>).</param>
    /// <returns>The builder.</returns>
    /// <remarks>A mistake is an <see cref="OptionsValidationException"/> at start, or when the storage is first resolved without a host; the address is not in it.</remarks>
    public static AlertsBuilder UseSlack(this AlertsBuilder alerts, string webhookUrl) => alerts.UseSlack(options => options.WebhookUrl = webhookUrl);

    /// <summary>Sends alerts to a channel of Slack.</summary>
    /// <param name="alerts">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    /// <remarks>A mistake is an <see cref="OptionsValidationException"/> at start, or when the storage is first resolved without a host; the address is not in it.</remarks>
    public static AlertsBuilder UseSlack(this AlertsBuilder alerts, Action<SlackAlertOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return alerts.UseSlack((_, options) => configure(options));
    }

    /// <summary>Sends alerts to a channel of Slack.</summary>
    /// <param name="alerts">The builder.</param>
    /// <param name="configure">Sets the options, with the services of the host.</param>
    /// <param name="httpClient">
    /// Gives the client for each try, which stays the host's: it must not follow redirects. Clients of <c>IHttpClientFactory</c> log addresses, and this address is a secret:
    /// call <c>RemoveAllLoggers()</c> on theirs. Null for a client of the library's own, whose requests make no activities, because they would carry the address.
    /// </param>
    /// <returns>The builder.</returns>
    /// <remarks>A mistake is an <see cref="OptionsValidationException"/> at start, or when the storage is first resolved without a host; the address is not in it.</remarks>
    public static AlertsBuilder UseSlack(this AlertsBuilder alerts, Action<IServiceProvider, SlackAlertOptions> configure, Func<IServiceProvider, HttpClient>? httpClient = null)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        ArgumentNullException.ThrowIfNull(configure);

        var name = alerts.NameOfNext("slack");
        var instance = alerts.Instance;
        alerts.Services.AddProviderOptions<SlackAlertOptions, SlackAlertOptionsValidator>(name, configure);
        alerts.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SlackAlertOptions>, SlackAlertOptionsRules>());
        return alerts.Use(services => new SlackAlertSink(
            services.GetProviderOptions<SlackAlertOptions>(name),
            httpClient is null ? null : () => httpClient(services),
            services.GetProviderOptions<AlertsOptions>(instance).SinkTimeout,
            services.GetRequiredService<TimeProvider>(),
            AlertSinkServices.Of(services)));
    }
}
