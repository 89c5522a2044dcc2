using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ResilientStorage.Configuration;

namespace ResilientStorage.Alerts;

/// <summary>What the sinks of this library have in common.</summary>
internal static class AlertSinkServices
{
    public static ILogger Of(IServiceProvider services) => (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("ResilientStorage.Alerts");

    /// <summary>The name of the options of the sink that is added next: there may be several of a kind.</summary>
    public static string NameOfNext(this AlertsBuilder alerts, string kind) => $"{alerts.Instance}/{kind}-{alerts.Factories.Count + 1}";
}
