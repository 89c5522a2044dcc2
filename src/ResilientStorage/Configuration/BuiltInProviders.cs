using Microsoft.Extensions.Configuration;
using ResilientStorage.Invalidation;

namespace ResilientStorage.Configuration;

/// <summary>The providers that come with the engine.</summary>
internal static class BuiltInProviders
{
    /// <summary>The CDNs that can be told of changes.</summary>
    public static IReadOnlyDictionary<string, Action<InvalidationBuilder, ProviderSettings>> Invalidations { get; } = new Dictionary<string, Action<InvalidationBuilder, ProviderSettings>>(StringComparer.OrdinalIgnoreCase)
    {
        ["CloudFront"] = static (cdn, settings) => cdn.UseCloudFront(options => settings.Bind(options, static (section, options) => section.Bind(options))),
    };

    public static void Add(ProviderRegistry providers)
    {
        providers.AddStore("FileSystem", static (store, settings) => store.UseFileSystem(options => settings.Bind(options, static (section, options) => section.Bind(options))));
        providers.AddStore("S3", static (store, settings) => store.UseS3(options => settings.Bind(options, static (section, options) => section.Bind(options))));
        providers.AddStore("Vultr", static (store, settings) => store.UseVultr(options => settings.Bind(options, static (section, options) => section.Bind(options))));
        providers.AddStore("CloudflareR2", static (store, settings) => store.UseCloudflareR2(options => settings.Bind(options, static (section, options) => section.Bind(options))));
        providers.AddStore("MinIO", static (store, settings) => store.UseMinIO(options => settings.Bind(options, static (section, options) => section.Bind(options))));
        providers.AddDeleteQueue("InProcess", static (queue, settings) => queue.UseInProcess(options => settings.Bind(options, static (section, options) => section.Bind(options))));
        providers.AddAlertSink("Slack", static (alerts, settings) => alerts.UseSlack(options => settings.Bind(options, static (section, options) => section.Bind(options))));
        providers.AddAlertSink("Mail", static (alerts, settings) => alerts.UseMail(options => settings.Bind(options, static (section, options) => section.Bind(options))));
    }
}
