using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Tests;

/// <summary>A database of which only transactions matter; fails as it is told.</summary>
internal sealed class FakeDatabase : DbDataSource
{
    public List<string> Log { get; } = [];

    public override string ConnectionString => "";

    protected override DbConnection CreateDbConnection() => new Connection(Log);

    internal sealed class Error(bool isRetryable) : DbException("planted")
    {
        public bool IsRetryable { get; } = isRetryable;
    }

    internal sealed class Dialect : SqlDialect
    {
        public override string LedgerIdSql => "";

        public override bool IsOwn(DbConnection connection) => true;

        public override bool IsTableMissing(DbException error) => false;

        public override bool IsTransactionAborted(DbException error) => false;

        public override string Place => "the fake";

        public override bool HasOneWriter => true;

        public override int MaxRetries => 2;

        public override string SchemaExistsSql => "";

        public override string Lock(string tables) => $"FOR UPDATE OF {tables}";

        public override string LockSkippingLocked(string tables) => $"FOR UPDATE OF {tables} SKIP LOCKED";

        public override async ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken) =>
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

        public override async ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken) =>
            await connection.BeginTransactionAsync(IsolationLevel.Snapshot, cancellationToken);

        public override ValueTask<long> ReadClockAsync(DbConnection connection) => ValueTask.FromResult(42L);

        public override bool IsRetryable(DbException error) => ((Error)error).IsRetryable;

        public override LedgerException Map(DbException error) => new(LedgerErrorKind.Unavailable, "mapped", error);
    }

    private sealed class Connection(List<string> log) : DbConnection
    {
        private ConnectionState _state;

        [AllowNull]
        public override string ConnectionString { get; set; } = "";

        public override string Database => "";

        public override string DataSource => "";

        public override string ServerVersion => "";

        public override ConnectionState State => _state;

        public override void Open() => _state = ConnectionState.Open;

        public override void Close()
        {
            if (_state == ConnectionState.Open)
            {
                _state = ConnectionState.Closed;
                log.Add("close");
            }
        }

        public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
        {
            log.Add($"begin {isolationLevel}");
            return new Transaction(this, log, isolationLevel);
        }

        protected override DbCommand CreateDbCommand() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            Close();
            base.Dispose(disposing);
        }
    }

    private sealed class Transaction(DbConnection connection, List<string> log, IsolationLevel level) : DbTransaction
    {
        private bool _isOver;

        public override IsolationLevel IsolationLevel => level;

        protected override DbConnection DbConnection => connection;

        public override void Commit() => End("commit");

        public override void Rollback() => End("rollback");

        protected override void Dispose(bool disposing)
        {
            if (!_isOver)
            {
                Rollback();
            }

            base.Dispose(disposing);
        }

        private void End(string how)
        {
            _isOver = true;
            log.Add(how);
        }
    }
}
