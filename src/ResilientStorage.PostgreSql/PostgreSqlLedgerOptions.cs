namespace ResilientStorage;

/// <summary>Where a PostgreSQL ledger lies and how it is used.</summary>
public sealed class PostgreSqlLedgerOptions
{
    /// <summary>
    /// A connection string of Npgsql, such as <c>Host=db;Database=app;Username=app;Password=...</c>. Search path and command timeout are
    /// <see cref="SchemaName"/> and <see cref="CommandTimeout"/>, and may not be set in it. The ledger never takes part in an ambient transaction.
    /// </summary>
    /// <value>Null by default; has to be set.</value>
    public string? ConnectionString { get; set; }

    /// <summary>The schema that holds the tables (<c>rs_...</c>), made for this ledger alone; the instances of one ledger share it.</summary>
    /// <value><c>resilientstorage</c> by default; lower-case letters, digits and underscores, 63 at most, not beginning with a digit or with <c>pg_</c>.</value>
    public string SchemaName { get; set; } = "resilientstorage";

    /// <summary>Whether the schema and its tables are made and upgraded on opening, or only verified. A role without the right to create uses <see cref="SchemaMode.Verify"/>.</summary>
    /// <value><see cref="SchemaMode.Create"/> by default.</value>
    public SchemaMode Schema { get; set; } = SchemaMode.Create;

    /// <summary>How long one statement may take, waiting for locks included.</summary>
    /// <value>30 seconds by default; 1 second to 1 hour, in whole seconds.</value>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
