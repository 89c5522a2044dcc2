using System.Data.Common;

namespace ResilientStorage.Relational.Sql;

/// <summary>One connection with at most one transaction, for the length of one call.</summary>
internal sealed class SqlSession(DbConnection connection, SqlDialect dialect, string instance)
{
    /// <summary>The instance whose rows are meant; every statement has it as <c>@instance</c>.</summary>
    public string Instance => instance;

    /// <summary>The ledger's clock at the beginning of the transaction; every statement has it as <c>@now</c>. Zero for single queries.</summary>
    public long Now { get; init; }

    /// <summary>Whether the transaction is to be rolled back though nothing failed.</summary>
    public bool IsAbandoned { get; private set; }

    public SqlDialect Dialect => dialect;

    public DateTimeOffset Time => Microseconds.ToTime(Now);

    public long After(TimeSpan duration) => Microseconds.Add(Now, duration);

    public string Lock(string tables) => dialect.Lock(tables);

    public void Abandon() => IsAbandoned = true;

    public SqlStatement Sql(string text) => new(connection, text, instance, Now);
}
