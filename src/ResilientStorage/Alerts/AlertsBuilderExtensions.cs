using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Alerts;
using ResilientStorage.Configuration;

namespace ResilientStorage;

/// <summary>How often alerts are sent.</summary>
public static class AlertsBuilderExtensions
{
    /// <summary>Changes how alerts are gathered, limited and sent. May be called several times; the later call counts.</summary>
    /// <param name="alerts">The builder.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <returns>The builder.</returns>
    public static AlertsBuilder Configure(this AlertsBuilder alerts, Action<AlertsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        ArgumentNullException.ThrowIfNull(configure);
        alerts.Services.Configure(alerts.Instance, configure);
        return alerts;
    }
}
