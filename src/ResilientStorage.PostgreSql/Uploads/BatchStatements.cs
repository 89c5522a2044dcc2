using Npgsql;
using NpgsqlTypes;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.PostgreSql.Uploads;

/// <summary>The statements of a batch about one version; each may have <c>@instance</c> and <c>@version</c>.</summary>
internal sealed class BatchStatements(NpgsqlBatch batch, string instance, VersionId version)
{
    /// <summary>The name of the first column of the statement that answers; no other statement has it.</summary>
    public const string Answer = "rs_answer";

    private readonly string _version = version.ToString();
    private BatchText? _text;
    private NpgsqlParameterCollection? _parameters;

    public BatchStatements Add(BatchText text)
    {
#pragma warning disable CA2100 // Every text is built of constants; values travel as parameters.
        var command = new NpgsqlBatchCommand(text.Sql);
#pragma warning restore CA2100
        batch.BatchCommands.Add(command);
        (_text, _parameters) = (text, command.Parameters);
        for (var i = 0; i < text.ParameterCount; i++)
        {
            _parameters.Add(new NpgsqlParameter());
        }

        Set(text.IndexOf("version"), NpgsqlDbType.Text, _version);
        Set(text.IndexOf("instance"), NpgsqlDbType.Text, instance);
        return this;
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
        var index = _text!.IndexOf(name);
        ArgumentOutOfRangeException.ThrowIfNegative(index, name);
        Set(index, type, value ?? DBNull.Value);
        return this;
    }

    private void Set(int index, NpgsqlDbType type, object value)
    {
        if (index >= 0)
        {
            (_parameters![index].NpgsqlDbType, _parameters[index].Value) = (type, value);
        }
    }
}
