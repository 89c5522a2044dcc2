using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ResilientStorage.Alerts;
using ResilientStorage.Alerts.Mail;
using ResilientStorage.Configuration;

namespace ResilientStorage;

/// <summary>Sends alerts by mail.</summary>
public static class MailAlertsBuilderExtensions
{
    /// <summary>Sends alerts by mail.</summary>
    /// <param name="alerts">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    /// <remarks>A mistake is an <see cref="OptionsValidationException"/> at start, or when the storage is first resolved without a host; the password is not in it.</remarks>
    public static AlertsBuilder UseMail(this AlertsBuilder alerts, Action<MailAlertOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return alerts.UseMail((_, options) => configure(options));
    }

    /// <summary>Sends alerts by mail.</summary>
    /// <param name="alerts">The builder.</param>
    /// <param name="configure">Sets the options, with the services of the host.</param>
    /// <returns>The builder.</returns>
    /// <remarks>A mistake is an <see cref="OptionsValidationException"/> at start, or when the storage is first resolved without a host; the password is not in it.</remarks>
    public static AlertsBuilder UseMail(this AlertsBuilder alerts, Action<IServiceProvider, MailAlertOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        ArgumentNullException.ThrowIfNull(configure);
        var name = alerts.NameOfNext("mail");
        var instance = alerts.Instance;
        alerts.Services.AddProviderOptions<MailAlertOptions, MailAlertOptionsValidator>(name, configure);
        alerts.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MailAlertOptions>, MailAlertOptionsRules>());
        return alerts.Use(services => new MailAlertSink(
            services.GetProviderOptions<MailAlertOptions>(name),
            services.GetProviderOptions<AlertsOptions>(instance).SinkTimeout,
            services.GetRequiredService<TimeProvider>(),
            AlertSinkServices.Of(services)));
    }
}
