using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ResilientStorage.Configuration;

/// <summary>Turns a section of the configuration into the calls that a host would write by hand, so that both give the same storage.</summary>
internal sealed class StorageConfiguration(IConfigurationSection section)
{
    private const string Main = "Main";
    private const string Backups = "Backups";
    private const string Ledger = "Ledger";
    private const string DeleteQueue = "DeleteQueue";
    private const string Alerts = "Alerts";
    private const string Invalidation = "Invalidation";
    private const string Reports = "Reports";
    private const string Sinks = "Sinks";
    private const string Name = "Name";
    private const string Provider = "Provider";
    private const string Resilience = "Resilience";

    /// <summary>The settings of the storage itself. Applied first, so that what code sets counts.</summary>
    public void ApplySettings(ResilientStorageBuilder storage)
    {
        if (!section.Exists())
        {
            throw new InvalidOperationException($"The configuration has no section '{section.Path}', or it is empty. Check that the file is loaded and the name is right. It needs at least {Main} and {Backups} (each with Name, Provider and the provider's settings) and {Ledger} (with Provider and its settings).");
        }

        var settings = new ProviderSettings(section, Main, Backups, Ledger, DeleteQueue, Alerts, Invalidation);
        var alerts = new ProviderSettings(section.GetSection(Alerts), Sinks);
        storage.Configure(Bind);
        storage.Alerts(builder => builder.Configure(options => alerts.Bind(options, static (section, options) => section.Bind(options))));

        // At once as well: a misspelt 'Main' is better told as such than as a missing main store.
        Bind(new ResilientStorageOptions());

        void Bind(ResilientStorageOptions options) => settings.Bind(options, static (section, options) => section.Bind(options));
    }

    /// <summary>The parts. What code has named already stays.</summary>
    public void ApplyParts(ResilientStorageBuilder storage)
    {
        var main = section.GetSection(Main);
        if (main.Exists())
        {
            AddStore(main, storage.Main, storage.Providers);
        }

        foreach (var backup in ItemsOf(section.GetSection(Backups)))
        {
            AddStore(backup, storage.Backup, storage.Providers);
        }

        var ledger = section.GetSection(Ledger);
        if (ledger.Exists() && storage.LedgerBuilder.Factory is null)
        {
            storage.Ledger(builder => Use("ledger", storage.Providers.Ledgers, ledger)(builder, new ProviderSettings(ledger, Provider)));
        }

        var queue = section.GetSection(DeleteQueue);
        if (queue.Exists() && storage.DeleteQueueBuilder.Factory is null)
        {
            storage.DeleteQueue(builder => Use("delete queue", storage.Providers.DeleteQueues, queue)(builder, new ProviderSettings(queue, Provider)));
        }

        foreach (var sink in ItemsOf(section.GetSection(Alerts).GetSection(Sinks)))
        {
            storage.Alerts(builder => Use("alert sink", storage.Providers.AlertSinks, sink)(builder, new ProviderSettings(sink, Provider)));
        }

        var invalidation = section.GetSection(Invalidation);
        if (invalidation.Exists() && !storage.Services.HasInvalidation(storage.Instance))
        {
            AddInvalidation(invalidation, storage);
        }
    }

    private static void AddInvalidation(IConfigurationSection section, ResilientStorageBuilder storage)
    {
        var use = Use("CDN", BuiltInProviders.Invalidations, section);
        storage.Invalidation(cdn =>
        {
            use(cdn, new ProviderSettings(section, Provider, Reports));
            var reports = section.GetSection(Reports);
            if (reports.Exists())
            {
                cdn.ReportsTo(store => Use("store", storage.Providers.Stores, reports)(store, new ProviderSettings(reports, Provider)));
            }
        });
    }

    private static IEnumerable<IConfigurationSection> ItemsOf(IConfigurationSection list)
    {
        // The value is not printed: it may be a secret.
        if (list.Value is { Length: > 0 } || list.GetChildren().Any(static item => !int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            throw new InvalidOperationException($"{list.Path} is a list: write its items in square brackets, also a single one: [ {{ \"{Provider}\": ... }} ].");
        }

        return list.GetChildren();
    }

    private static void AddStore(IConfigurationSection section, Func<string, Action<StoreBuilder>, ResilientStorageBuilder> add, ProviderRegistry providers)
    {
        var name = section[Name] ?? throw new InvalidOperationException($"{section.Path} has no {Name}: give the store one, such as 'aws-seoul'. It is an identity that the ledger keeps for ever.");
        var use = Use("store", providers.Stores, section);
        try
        {
            add(name, store =>
            {
                use(store, new ProviderSettings(section, Name, Provider, Resilience));
                var resilience = section.GetSection(Resilience);
                if (resilience.Exists())
                {
                    var settings = new ProviderSettings(resilience);
                    store.Resilience(options => settings.Bind(options, static (section, options) => section.Bind(options)));
                }
            });
        }
        catch (ArgumentException e)
        {
            throw new InvalidOperationException($"{section.Path}: {e.Message}", e);
        }
    }

    private static Action<TBuilder, ProviderSettings> Use<TBuilder>(string kind, IReadOnlyDictionary<string, Action<TBuilder, ProviderSettings>> providers, IConfigurationSection section)
    {
        var provider = section[Provider] ?? throw new InvalidOperationException($"{section.Path} has no {Provider}: write which {kind} it is. {Registered(providers.Keys)}{KnownPackages.HintFor(kind, "")}");
        return providers.TryGetValue(provider, out var use)
            ? use
            : throw new InvalidOperationException($"{section.Path}:{Provider} is '{provider}', and no {kind} of that name is registered. {Registered(providers.Keys)}{KnownPackages.HintFor(kind, provider)}");
    }

    private static string Registered(IEnumerable<string> providers)
    {
        var names = string.Join(", ", providers);
        return names.Length == 0 ? "None is registered." : $"Registered: {names}.";
    }
}
