using System.ComponentModel;

namespace ResilientStorage.Configuration;

/// <summary>
/// What the <c>Provider</c> keys of a configuration may say. The engine brings its own; a package adds its own in a method that the host calls, such as
/// <c>AddSqlite</c>. Names are compared without regard to case.
/// </summary>
public sealed class ProviderRegistry
{
    private readonly SortedDictionary<string, Action<StoreBuilder, ProviderSettings>> _stores = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<string, Action<LedgerBuilder, ProviderSettings>> _ledgers = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<string, Action<DeleteQueueBuilder, ProviderSettings>> _deleteQueues = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<string, Action<AlertsBuilder, ProviderSettings>> _alertSinks = new(StringComparer.OrdinalIgnoreCase);

    internal ProviderRegistry()
    {
    }

    /// <summary>The providers of stores.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public IReadOnlyDictionary<string, Action<StoreBuilder, ProviderSettings>> Stores => _stores;

    /// <summary>The providers of ledgers.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public IReadOnlyDictionary<string, Action<LedgerBuilder, ProviderSettings>> Ledgers => _ledgers;

    /// <summary>The providers of delete queues.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public IReadOnlyDictionary<string, Action<DeleteQueueBuilder, ProviderSettings>> DeleteQueues => _deleteQueues;

    /// <summary>The providers of alert sinks.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public IReadOnlyDictionary<string, Action<AlertsBuilder, ProviderSettings>> AlertSinks => _alertSinks;

    /// <summary>Adds a provider of stores; one with the same name is replaced.</summary>
    /// <param name="provider">What the configuration calls it.</param>
    /// <param name="use">Uses it, with the settings beside its name.</param>
    public void AddStore(string provider, Action<StoreBuilder, ProviderSettings> use) => Add(_stores, provider, use);

    /// <summary>Adds a provider of ledgers; one with the same name is replaced.</summary>
    /// <param name="provider">What the configuration calls it.</param>
    /// <param name="use">Uses it, with the settings beside its name.</param>
    public void AddLedger(string provider, Action<LedgerBuilder, ProviderSettings> use) => Add(_ledgers, provider, use);

    /// <summary>Adds a provider of delete queues; one with the same name is replaced.</summary>
    /// <param name="provider">What the configuration calls it.</param>
    /// <param name="use">Uses it, with the settings beside its name.</param>
    public void AddDeleteQueue(string provider, Action<DeleteQueueBuilder, ProviderSettings> use) => Add(_deleteQueues, provider, use);

    /// <summary>Adds a provider of alert sinks; one with the same name is replaced.</summary>
    /// <param name="provider">What the configuration calls it.</param>
    /// <param name="use">Uses it, with the settings beside its name.</param>
    public void AddAlertSink(string provider, Action<AlertsBuilder, ProviderSettings> use) => Add(_alertSinks, provider, use);

    private static void Add<TBuilder>(SortedDictionary<string, Action<TBuilder, ProviderSettings>> providers, string provider, Action<TBuilder, ProviderSettings> use)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(provider);
        ArgumentNullException.ThrowIfNull(use);
        providers[provider] = use;
    }
}
