using System.Data.Common;
using System.Globalization;
using Npgsql;
using ResilientStorage.PostgreSql;

namespace ResilientStorage.Conformance;

/// <summary>Moves the clock of every session that it opens.</summary>
internal sealed class OffsetDataSource(string connectionString) : DbDataSource
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);
    private long _offset;

    public override string ConnectionString => _source.ConnectionString;

    public void SetOffset(TimeSpan offset) => Interlocked.Exchange(ref _offset, offset.Ticks / TimeSpan.TicksPerMicrosecond);

    protected override DbConnection CreateDbConnection() => _source.CreateConnection();

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken);
        if (Interlocked.Read(ref _offset) is var offset and not 0)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SET {PostgreSqlClock.OffsetSetting} = '{offset}'");
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return connection;
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await _source.DisposeAsync();
        await base.DisposeAsyncCore();
    }
}
