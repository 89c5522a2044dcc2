using System.Data.Common;
using Microsoft.Data.Sqlite;
using ResilientStorage.Relational.Sql;
using SQLitePCL;

namespace ResilientStorage.Sqlite.Tests;

/// <summary>Notes what the ledger asks the database for.</summary>
internal sealed class CountingDataSource(string connectionString, SqliteDialect dialect) : DbDataSource
{
    public List<DbCommand> Commands { get; } = [];

    public int Commits { get; private set; }

    public override string ConnectionString => connectionString;

    public void Clear()
    {
        Commands.Clear();
        Commits = 0;
    }

    public SqlDatabase Database() => new(this, dialect);

    protected override DbConnection CreateDbConnection() => new Connection(this);

    protected override DbConnection OpenDbConnection()
    {
        var connection = new Connection(this);
        connection.Open();
        SqliteDialect.Configure(connection);
        return connection;
    }

    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(OpenDbConnection());

    private sealed class Connection(CountingDataSource source) : SqliteConnection(source.ConnectionString)
    {
        public override void Open()
        {
            base.Open();
            raw.sqlite3_commit_hook(Handle, _ => { source.Commits++; return 0; }, null);
        }

        protected override DbCommand CreateDbCommand()
        {
            var command = base.CreateDbCommand();
            source.Commands.Add(command);
            return command;
        }
    }
}
