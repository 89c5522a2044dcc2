using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ResilientStorage.Alerts;
using ResilientStorage.Deletes;
using ResilientStorage.Deletes.InProcess;
using ResilientStorage.Ledger;
using ResilientStorage.Stores;

namespace ResilientStorage.Configuration;

/// <summary>From the builder to the engine.</summary>
internal static class StorageRegistration
{
    /// <summary>Says what is missing, and what to write.</summary>
    public static void Check(ResilientStorageBuilder builder)
    {
        if (!builder.Stores.Any(static store => store.Role == StoreRole.Main))
        {
            throw new InvalidOperationException("No main store: add .Main(\"some-name\", store => store.UseFileSystem(path)) to AddResilientStorage.");
        }

        if (!builder.Stores.Any(static store => store.Role == StoreRole.Backup))
        {
            throw new InvalidOperationException("No backup store: add .Backup(\"another-name\", store => store.UseFileSystem(path)) to AddResilientStorage. An upload succeeds only when main and backup both hold the bytes.");
        }

        if (builder.Stores.FirstOrDefault(static store => store.Factory is null) is { } empty)
        {
            throw new InvalidOperationException($"The store '{empty.Name}' was given no implementation: call one of the Use methods on it, such as store.UseFileSystem(path).");
        }

        if (builder.LedgerBuilder.Factory is null)
        {
            throw new InvalidOperationException("No ledger: add .Ledger(ledger => ledger.UseSqlite(path)) from the package ResilientStorage.Sqlite to AddResilientStorage. There is no silent ledger in memory: it would forget every file at the next start.");
        }
    }

    public static Func<IServiceProvider, IDeleteQueue> QueueOf(ResilientStorageBuilder builder) =>
        builder.DeleteQueueBuilder.Factory ?? (static provider => CreateInProcessQueue(provider, new InProcessDeleteQueueOptions()));

    public static IDeleteQueue CreateInProcessQueue(IServiceProvider provider, InProcessDeleteQueueOptions options) =>
        new InProcessDeleteQueue(options, provider.GetRequiredService<TimeProvider>(), LoggingOf(provider).CreateLogger<InProcessDeleteQueue>());

    public static EngineSetup SetupOf(ResilientStorageBuilder builder, IServiceProvider provider) => new()
    {
        Instance = builder.Instance,
        Stores = [.. builder.Stores
            .OrderBy(static store => store.Role)
            .Select(store => new EngineStore(store.Name, store.Role, store.Place!(provider), provider.GetRequiredKeyedService<IObjectStore>(store.Name)))],
        Ledger = provider.GetRequiredService<IResourceLedger>(),
        Queue = provider.GetRequiredService<IDeleteQueue>(),
        Alerts = [.. builder.AlertsBuilder.Factories.Select(factory => factory(provider))],
        AlertOptions = provider.GetRequiredService<IOptionsMonitor<AlertsOptions>>().Get(builder.Instance),
        Options = provider.GetRequiredService<IOptionsMonitor<ResilientStorageOptions>>().Get(builder.Instance),
        Time = provider.GetRequiredService<TimeProvider>(),
        Logging = LoggingOf(provider),
    };

    // A container without logging is a small console app's good right.
    private static ILoggerFactory LoggingOf(IServiceProvider provider) => provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
}
