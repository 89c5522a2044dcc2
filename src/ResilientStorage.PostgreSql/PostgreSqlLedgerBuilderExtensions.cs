using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ResilientStorage.Configuration;
using ResilientStorage.PostgreSql;

namespace ResilientStorage;

/// <summary>Puts the ledger in a PostgreSQL database.</summary>
public static class PostgreSqlLedgerBuilderExtensions
{
    /// <summary>Keeps the ledger in a PostgreSQL database, in the schema <c>resilientstorage</c>, which is made on first use.</summary>
    /// <param name="ledger">The builder.</param>
    /// <param name="connectionString">A connection string of Npgsql.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The connection string is empty.</exception>
    public static LedgerBuilder UsePostgreSql(this LedgerBuilder ledger, string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return ledger.UsePostgreSql(options => options.ConnectionString = connectionString);
    }

    /// <summary>Keeps the ledger in a PostgreSQL database.</summary>
    /// <param name="ledger">The builder.</param>
    /// <param name="configure">Sets the options, which are checked at start.</param>
    /// <returns>The builder.</returns>
    public static LedgerBuilder UsePostgreSql(this LedgerBuilder ledger, Action<PostgreSqlLedgerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return ledger.UsePostgreSql((_, options) => configure(options));
    }

    /// <summary>Keeps the ledger in a PostgreSQL database, with options that need the host's services.</summary>
    /// <param name="ledger">The builder.</param>
    /// <param name="configure">Sets the options, which are checked at start.</param>
    /// <returns>The builder.</returns>
    public static LedgerBuilder UsePostgreSql(this LedgerBuilder ledger, Action<IServiceProvider, PostgreSqlLedgerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(configure);
        var instance = ledger.Instance;
        ledger.Services.AddProviderOptions<PostgreSqlLedgerOptions, PostgreSqlLedgerOptionsValidator>(instance, configure);
        return ledger.Use(provider => PostgreSqlLedger.Create(
            provider.GetProviderOptions<PostgreSqlLedgerOptions>(instance),
            provider.GetService<TimeProvider>() ?? TimeProvider.System));
    }

    /// <summary>
    /// Keeps the ledger in the database of a data source that the host has made and keeps. The tables lie in the first schema of its search path, which has to exist;
    /// command timeout, pooling and credentials are its own. It must not enlist in ambient transactions.
    /// </summary>
    /// <param name="ledger">The builder.</param>
    /// <param name="dataSource">Finds the data source; the ledger does not dispose of it.</param>
    /// <param name="schema">Whether the tables are made and upgraded on opening, or only verified.</param>
    /// <returns>The builder.</returns>
    public static LedgerBuilder UsePostgreSql(this LedgerBuilder ledger, Func<IServiceProvider, NpgsqlDataSource> dataSource, SchemaMode schema = SchemaMode.Create)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(dataSource);
        return ledger.Use(provider => PostgreSqlLedger.Create(dataSource(provider), schema, provider.GetService<TimeProvider>() ?? TimeProvider.System));
    }
}
