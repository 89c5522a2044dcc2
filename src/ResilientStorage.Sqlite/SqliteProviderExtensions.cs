using Microsoft.Extensions.Configuration;
using ResilientStorage.Configuration;

namespace ResilientStorage;

/// <summary>Makes SQLite known to the configuration.</summary>
public static class SqliteProviderExtensions
{
    /// <summary>Lets the section <c>Ledger</c> of a configuration say <c>"Provider": "Sqlite"</c>; the settings beside it are those of <see cref="SqliteLedgerOptions"/>.</summary>
    /// <param name="storage">The builder.</param>
    /// <returns>The builder.</returns>
    public static ResilientStorageBuilder AddSqlite(this ResilientStorageBuilder storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        storage.Providers.AddLedger("Sqlite", static (ledger, settings) => ledger.UseSqlite(options => settings.Bind(options, static (section, options) => section.Bind(options))));
        return storage;
    }
}
