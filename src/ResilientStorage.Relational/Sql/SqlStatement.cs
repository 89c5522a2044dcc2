using System.Data;
using System.Data.Common;

namespace ResilientStorage.Relational.Sql;

/// <summary>
/// One command, disposed of by running it. It is part of whatever transaction its connection is in: only one that was begun through the driver has to be named.
/// </summary>
internal sealed class SqlStatement
{
    private readonly DbCommand _command;

    public SqlStatement(DbConnection connection, string text, string instance, long now, DbTransaction? transaction = null)
    {
        _command = connection.CreateCommand();
        if (transaction is not null)
        {
            _command.Transaction = transaction;
        }

#pragma warning disable CA2100 // Every text is built of constants and parameter names; values travel as parameters.
        _command.CommandText = text;
#pragma warning restore CA2100
        With("instance", instance).With("now", now);
    }

    public SqlStatement With(string name, string? value) => Add(name, DbType.String, value);

    public SqlStatement With(string name, long? value) => Add(name, DbType.Int64, value);

    public SqlStatement With(string name, VersionId value) => Add(name, DbType.String, value.ToString());

    public SqlStatement With(string name, byte[]? value) => Add(name, DbType.Binary, value);

    public SqlStatement With(string name, DateTimeOffset? value) => Add(name, DbType.Int64, value is { } time ? Microseconds.Of(time) : null);

    /// <summary>Gives the values of <see cref="SqlList.Names"/>.</summary>
    public SqlStatement With(string name, IReadOnlyList<string> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            Add(SqlList.Name(name, i), DbType.String, values[i]);
        }

        return this;
    }

    /// <summary>Gives the values of <see cref="SqlList.Names"/>.</summary>
    public SqlStatement With(string name, IReadOnlyList<long> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            Add(SqlList.Name(name, i), DbType.Int64, values[i]);
        }

        return this;
    }

    /// <summary>Runs the statement and answers how many rows it changed.</summary>
    public async Task<int> ExecuteAsync()
    {
        await using var _ = _command.ConfigureAwait(false);
        return await _command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Answers the number in the first column of the first row; null when there is no row, or it is null.</summary>
    public async Task<long?> NumberAsync()
    {
        await using var _ = _command.ConfigureAwait(false);
        var value = await _command.ExecuteScalarAsync(CancellationToken.None).ConfigureAwait(false);
        return value is null or DBNull ? null : Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Maps the first row; null when there is none.</summary>
    public async Task<T?> FirstAsync<T>(Func<DbDataReader, T> map)
        where T : class
    {
        var rows = await ListAsync(map).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Maps every row.</summary>
    public async Task<List<T>> ListAsync<T>(Func<DbDataReader, T> map)
    {
        await using var _ = _command.ConfigureAwait(false);
        var reader = await _command.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    private SqlStatement Add(string name, DbType type, object? value)
    {
        var parameter = _command.CreateParameter();
        parameter.ParameterName = "@" + name;
        parameter.DbType = type;
        parameter.Value = value ?? DBNull.Value;
        _command.Parameters.Add(parameter);
        return this;
    }
}
