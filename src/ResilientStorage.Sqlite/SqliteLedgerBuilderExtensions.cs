using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;
using ResilientStorage.Sqlite;

namespace ResilientStorage;

/// <summary>Puts the ledger in a SQLite file.</summary>
public static class SqliteLedgerBuilderExtensions
{
    /// <summary>Keeps the ledger in a SQLite file, which is made on first use. The host adds the native library: package <c>SQLitePCLRaw.bundle_e_sqlite3</c>.</summary>
    /// <param name="ledger">The builder.</param>
    /// <param name="path">The path of the file, on a local disk; its folder has to exist.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static LedgerBuilder UseSqlite(this LedgerBuilder ledger, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return ledger.UseSqlite(options => options.DataSource = path);
    }

    /// <summary>Keeps the ledger in a SQLite file. The host adds the native library: package <c>SQLitePCLRaw.bundle_e_sqlite3</c>.</summary>
    /// <param name="ledger">The builder.</param>
    /// <param name="configure">Sets the options, which are checked at start.</param>
    /// <returns>The builder.</returns>
    public static LedgerBuilder UseSqlite(this LedgerBuilder ledger, Action<SqliteLedgerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return ledger.UseSqlite((_, options) => configure(options));
    }

    /// <summary>Keeps the ledger in a SQLite file, with options that need the host's services.</summary>
    /// <param name="ledger">The builder.</param>
    /// <param name="configure">Sets the options, which are checked at start.</param>
    /// <returns>The builder.</returns>
    public static LedgerBuilder UseSqlite(this LedgerBuilder ledger, Action<IServiceProvider, SqliteLedgerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(configure);
        var instance = ledger.Instance;
        ledger.Services.AddProviderOptions<SqliteLedgerOptions, SqliteLedgerOptionsValidator>(instance, configure);
        return ledger.Use(provider => SqliteLedger.Create(
            provider.GetProviderOptions<SqliteLedgerOptions>(instance),
            provider.GetService<TimeProvider>() ?? TimeProvider.System));
    }
}
