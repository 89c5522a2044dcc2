using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
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

        // A service, so that the container disposes its connections; a key of its own, because there may be several webhooks.
        var key = new object();
        var instance = alerts.Instance;
        alerts.Services.AddKeyedSingleton(key, (services, _) => Create(services, instance, configure, httpClient));
        return alerts.Use(services => services.GetRequiredKeyedService<SlackAlertSink>(key));
    }

    private static SlackAlertSink Create(IServiceProvider services, string instance, Action<IServiceProvider, SlackAlertOptions> configure, Func<IServiceProvider, HttpClient>? httpClient)
    {
        var options = new SlackAlertOptions();
        configure(services, options);
        var result = new SlackAlertOptionsValidator().Validate(instance, options);
        if (result.Failed)
        {
            throw new OptionsValidationException(instance, typeof(SlackAlertOptions), result.Failures.Select(static failure => "Alerts to Slack: " + failure));
        }

        var logging = services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        var limit = services.GetService<IOptionsMonitor<AlertsOptions>>()?.Get(instance) ?? new AlertsOptions();
        return new SlackAlertSink(
            options,
            httpClient is null ? null : () => httpClient(services),
            limit.SinkTimeout,
            services.GetService<TimeProvider>() ?? TimeProvider.System,
            logging.CreateLogger("ResilientStorage.Alerts"));
    }
}
