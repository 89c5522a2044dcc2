using System.Data.Common;
using Npgsql;
using ResilientStorage.Ledger;
using ResilientStorage.Relational.Uploads;

namespace ResilientStorage.PostgreSql.Uploads;

/// <summary>
/// Intent and commit as one batch each. A batch without a transaction of its own is one (https://www.npgsql.org/doc/basic-usage.html#batching), and is sent and answered at once.
/// Its first statement waits for the resource; every one after it sees what was committed until then, and does nothing unless the case is the usual one.
/// </summary>
internal sealed class PostgreSqlUploadBatch : IUploadBatch
{
    public async Task<UploadIntent?> BeginAsync(DbConnection connection, string instance, NewVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        var batch = new NpgsqlBatch((NpgsqlConnection)connection);
        await using var _ = batch.ConfigureAwait(false);
        BeginBatch.Fill(new BatchStatements(batch, instance, version.VersionId), version);
        var stores = await ReadLastAsync(batch, static row => row.GetString(0)).ConfigureAwait(false);
        return stores.Count == 0 ? null : new UploadIntent { Epoch = 1, Stores = stores };
    }

    public async Task<Resource?> CommitAsync(DbConnection connection, string instance, UploadCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var batch = new NpgsqlBatch((NpgsqlConnection)connection);
        await using var _ = batch.ConfigureAwait(false);
        CommitBatch.Fill(new BatchStatements(batch, instance, commit.VersionId), commit);
        var resources = await ReadLastAsync(batch, CommitBatch.MapAnswer).ConfigureAwait(false);
        return resources.Count == 0 ? null : resources[0];
    }

    // Every result is read, up to the end of the transaction: only then has it taken effect.
    private static async Task<List<T>> ReadLastAsync<T>(NpgsqlBatch batch, Func<DbDataReader, T> map)
    {
        var reader = await batch.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        var answer = new List<T>();
        do
        {
            answer.Clear();
            var isAnswer = reader.FieldCount > 0 && reader.GetName(0) == BatchStatements.Answer;
            while (await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                if (isAnswer)
                {
                    answer.Add(map(reader));
                }
            }
        }
        while (await reader.NextResultAsync(CancellationToken.None).ConfigureAwait(false));

        return answer;
    }
}
