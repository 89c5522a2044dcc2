using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Sqlite.Tests;

/// <summary>Notes what the ledger asks the database for.</summary>
internal sealed class CountingDataSource(string connectionString, SqliteDialect dialect) : DbDataSource
{
    public List<DbCommand> Commands { get; } = [];

    public int Transactions { get; private set; }

    public override string ConnectionString => connectionString;

    public void Clear()
    {
        Commands.Clear();
        Transactions = 0;
    }

    public SqlDatabase Database() => new(this, dialect);

    protected override DbConnection CreateDbConnection() => new Connection(this);

    protected override DbConnection OpenDbConnection()
    {
        var connection = new Connection(this);
        connection.Open();
        dialect.Configure(connection);
        return connection;
    }

    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(OpenDbConnection());

    private sealed class Connection(CountingDataSource source) : SqliteConnection(source.ConnectionString)
    {
        public override SqliteTransaction BeginTransaction(IsolationLevel isolationLevel, bool deferred)
        {
            source.Transactions++;
            return base.BeginTransaction(isolationLevel, deferred);
        }

        protected override DbCommand CreateDbCommand()
        {
            var command = base.CreateDbCommand();
            source.Commands.Add(command);
            return command;
        }
    }
}
