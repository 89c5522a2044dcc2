using Microsoft.Extensions.Configuration;
using ResilientStorage.Configuration;

namespace ResilientStorage;

/// <summary>Makes PostgreSQL known to the configuration.</summary>
public static class PostgreSqlProviderExtensions
{
    /// <summary>Lets the section <c>Ledger</c> of a configuration say <c>"Provider": "PostgreSql"</c>; the settings beside it are those of <see cref="PostgreSqlLedgerOptions"/>.</summary>
    /// <param name="storage">The builder.</param>
    /// <returns>The builder.</returns>
    public static ResilientStorageBuilder AddPostgreSql(this ResilientStorageBuilder storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        storage.Providers.AddLedger("PostgreSql", static (ledger, settings) => ledger.UsePostgreSql(options => settings.Bind(options, static (section, options) => section.Bind(options))));
        return storage;
    }
}
