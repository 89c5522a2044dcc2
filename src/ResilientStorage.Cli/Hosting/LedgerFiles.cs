using Microsoft.Data.Sqlite;

namespace ResilientStorage.Cli.Hosting;

/// <summary>The files of a SQLite ledger: the database, and what SQLite keeps beside it while it is open (https://www.sqlite.org/tempfiles.html).</summary>
internal static class LedgerFiles
{
    private static readonly string[] Suffixes = ["", "-wal", "-shm", "-journal"];

    /// <returns>Their paths; none when the ledger is no SQLite file.</returns>
    public static IEnumerable<string> Of(SqliteLedgerOptions options)
    {
        var database = options.DataSource ?? (options.ConnectionString is { } text ? new SqliteConnectionStringBuilder(text).DataSource : null);
        return string.IsNullOrEmpty(database) ? [] : Suffixes.Select(suffix => database + suffix);
    }
}
