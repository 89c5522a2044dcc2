using System.Data.Common;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.PostgreSql;

/// <summary>Lets the ledger's statements run in a transaction of the host, whose search path names other schemas.</summary>
/// <param name="source">The ledger's own sessions, which have the right path.</param>
internal sealed class HostSession(DbDataSource source)
{
    private const string ReadCommitted = "read committed";

    private volatile string? _path;

    /// <summary>Sets the search path for the statements that follow; a rollback to the savepoint before sets it back, as <see cref="LeaveAsync"/> does.</summary>
    /// <returns>The host's path.</returns>
    public async ValueTask<string?> EnterAsync(SqlSession session)
    {
        var host = await session.Sql("SELECT current_setting('transaction_isolation'), current_setting('search_path')")
            .FirstAsync(static row => Tuple.Create(row.GetString(0), row.GetString(1))).ConfigureAwait(false);
        if (host!.Item1 != ReadCommitted)
        {
            throw new LedgerException(
                LedgerErrorKind.Configuration,
                $"The transaction is {host.Item1}: it would not see what others did before its locks were granted. Begin it with IsolationLevel.ReadCommitted; the ledger's row locks keep others out.");
        }

        await SetPathAsync(session, _path ??= await ReadPathAsync().ConfigureAwait(false)).ConfigureAwait(false);
        return host.Item2;
    }

    public static async ValueTask LeaveAsync(SqlSession session, string? path) => await SetPathAsync(session, path!).ConfigureAwait(false);

    private static async Task SetPathAsync(SqlSession session, string path) =>
        await session.Sql("SELECT set_config('search_path', @path, true)").With("path", path).ListAsync(static _ => 0).ConfigureAwait(false);

    // The schemas themselves: "$user" in a path would be another one under the host's role.
    private async Task<string> ReadPathAsync()
    {
        var connection = await source.OpenConnectionAsync(CancellationToken.None).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var command = connection.CreateCommand();
        await using var __ = command.ConfigureAwait(false);
        command.CommandText = "SELECT array_to_string(ARRAY(SELECT quote_ident(s) FROM unnest(current_schemas(false)) s), ', ')";
        return (string)(await command.ExecuteScalarAsync(CancellationToken.None).ConfigureAwait(false))!;
    }
}
