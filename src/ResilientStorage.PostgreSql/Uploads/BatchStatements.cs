using Npgsql;
using NpgsqlTypes;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.PostgreSql.Uploads;

/// <summary>The statements of a batch about one version; each has <c>@instance</c> and <c>@version</c>.</summary>
internal sealed class BatchStatements(NpgsqlBatch batch, string instance, VersionId version)
{
    /// <summary>The name of the first column of the statement that answers; no other statement has it.</summary>
    public const string Answer = "rs_answer";

    private NpgsqlBatchCommand? _current;

    public BatchStatements Add(string text)
    {
#pragma warning disable CA2100 // Every text is built of constants; values travel as parameters.
        _current = new NpgsqlBatchCommand(text);
#pragma warning restore CA2100
        batch.BatchCommands.Add(_current);
        return With("version", version.ToString()).With("instance", instance);
    }

    public BatchStatements With(string name, string? value) => Add(name, NpgsqlDbType.Text, value);

    public BatchStatements With(string name, long? value) => Add(name, NpgsqlDbType.Bigint, value);

    public BatchStatements With(string name, bool value) => Add(name, NpgsqlDbType.Boolean, value);

    public BatchStatements With(string name, byte[] value) => Add(name, NpgsqlDbType.Bytea, value);

    public BatchStatements With(string name, TimeSpan value) => Add(name, NpgsqlDbType.Bigint, Microseconds.Of(value));

    public BatchStatements With(string name, string?[] values) => Add(name, NpgsqlDbType.Array | NpgsqlDbType.Text, values);

    public BatchStatements With(string name, bool[] values) => Add(name, NpgsqlDbType.Array | NpgsqlDbType.Boolean, values);

    private BatchStatements Add(string name, NpgsqlDbType type, object? value)
    {
        _current!.Parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });
        return this;
    }
}
