using System.Data.Common;

namespace ResilientStorage.PostgreSql;

/// <summary>
/// Finds out what became of a transaction whose connection was lost while it was committed: the server remembers the outcome by the transaction's id
/// (https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT, pg_xact_status).
/// </summary>
internal sealed class CommitOutcome(DbDataSource source, TimeProvider timeProvider)
{
    private const int MaxTries = 20;

    // A server process that works on the commit is done within the time of a disk flush; one that lost its client may notice late.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>Reads the id of the connection's transaction; null when it has written nothing, so that its outcome does not matter.</summary>
    public static Task<string?> ReadIdAsync(DbConnection connection) =>
        AskAsync(connection, "SELECT pg_current_xact_id_if_assigned()::text", null);

    /// <summary>Tells whether the transaction took effect; throws when nobody can say.</summary>
    public async Task<bool> IsCommittedAsync(string id, DbException error, string place)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            if (attempt > 0)
            {
                await Task.Delay(Step, timeProvider).ConfigureAwait(false);
            }

            switch (await TryAskAsync(id).ConfigureAwait(false))
            {
                case "committed":
                    return true;
                case "aborted":
                    return false;
                default:
                    continue;
            }
        }

        throw PostgreSqlErrorMapper.UnknownOutcome(error, place);
    }

    private async Task<string?> TryAskAsync(string id)
    {
        try
        {
            var connection = await source.OpenConnectionAsync(CancellationToken.None).ConfigureAwait(false);
            await using var _ = connection.ConfigureAwait(false);
            return await AskAsync(connection, "SELECT pg_xact_status(@id::xid8)", id).ConfigureAwait(false);
        }
        catch (DbException)
        {
            // The server is not back yet, or this connection is a lost one, too.
            return null;
        }
    }

    private static async Task<string?> AskAsync(DbConnection connection, string question, string? id)
    {
        var command = connection.CreateCommand();
        await using var _ = command.ConfigureAwait(false);
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = question;
#pragma warning restore CA2100
        if (id is not null)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@id";
            parameter.Value = id;
            command.Parameters.Add(parameter);
        }

        return await command.ExecuteScalarAsync(CancellationToken.None).ConfigureAwait(false) as string;
    }
}
