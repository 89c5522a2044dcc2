using System.Data.Common;

namespace ResilientStorage.Relational.Sql;

/// <summary>One connection with at most one transaction, for the length of one call.</summary>
/// <param name="connection">The connection.</param>
/// <param name="dialect">The database.</param>
/// <param name="instance">The instance whose rows are meant.</param>
/// <param name="host">The transaction of the host that the call is a part of, which the driver wants named; null for the ledger's own.</param>
internal sealed class SqlSession(DbConnection connection, SqlDialect dialect, string instance, DbTransaction? host = null)
{
    /// <summary>The instance whose rows are meant; every statement has it as <c>@instance</c>.</summary>
    public string Instance => instance;

    /// <summary>The ledger's clock, when the transaction began or had waited for its locks; every statement has it as <c>@now</c>. Zero for single queries.</summary>
    public long Now { get; private set; }

    /// <summary>Whether the transaction is to be rolled back though nothing failed.</summary>
    public bool IsAbandoned { get; private set; }

    public SqlDialect Dialect => dialect;

    public DateTimeOffset Time => Microseconds.ToTime(Now);

    /// <summary>Reads the clock at the beginning of a transaction.</summary>
    public async ValueTask ReadClockAsync() => Now = await dialect.ReadClockAsync(connection).ConfigureAwait(false);

    /// <summary>Reads the clock again after locks were waited for: what others did meanwhile came before.</summary>
    public ValueTask ReadClockUnderLocksAsync() => dialect.LocksRows ? ReadClockAsync() : ValueTask.CompletedTask;

    public long After(TimeSpan duration) => Microseconds.Add(Now, duration);

    public string Lock(string tables) => dialect.Lock(tables);

    public void Abandon() => IsAbandoned = true;

    public SqlStatement Sql(string text) => new(connection, text, instance, Now, host);
}
