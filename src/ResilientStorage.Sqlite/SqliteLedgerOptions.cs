namespace ResilientStorage;

/// <summary>Where a SQLite ledger lies and how it is used. Exactly one of <see cref="DataSource"/> and <see cref="ConnectionString"/> is set.</summary>
public sealed class SqliteLedgerOptions
{
    /// <summary>The path of the database file, on a local disk; its folder has to exist. Network file systems do not lock reliably.</summary>
    /// <value>Null by default.</value>
    public string? DataSource { get; set; }

    /// <summary>A connection string of Microsoft.Data.Sqlite, for its other settings (such as a password, where the native library encrypts). Shared cache and memory databases are refused.</summary>
    /// <value>Null by default.</value>
    public string? ConnectionString { get; set; }

    /// <summary>How long a call waits, without blocking its thread, while another process holds the write lock. Writers of one ledger object wait for each other besides, without limit.</summary>
    /// <value>5 seconds by default; 0 to 10 minutes.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the tables are made and upgraded on opening, or only verified.</summary>
    /// <value><see cref="SchemaMode.Create"/> by default.</value>
    public SchemaMode Schema { get; set; } = SchemaMode.Create;
}
