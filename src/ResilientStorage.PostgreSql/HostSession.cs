using ResilientStorage.Relational.Sql;

namespace ResilientStorage.PostgreSql;

/// <summary>Lets the ledger's statements run in a transaction of the host, whose search path names other schemas.</summary>
internal sealed class HostSession
{
    /// <summary>Asks one of the ledger's own sessions for its path.</summary>
    public const string PathSql = "current_setting('search_path')";

    /// <summary>The same for a path that the host has chosen, as the schemas themselves: "$user" in it would be another one under the role of the host's transaction.</summary>
    public const string FoundPathSql = "array_to_string(ARRAY(SELECT quote_ident(s) FROM unnest(current_schemas(false)) s), ', ')";

    private volatile string? _path;

    /// <summary>The path of the ledger's own sessions. Read while the ledger is opened: inside a transaction of the host it would take a second connection, which a pool may no longer have.</summary>
    public string Path
    {
        get => _path ?? throw new InvalidOperationException("The ledger is not open: call OpenAsync first.");
        set => _path = value;
    }

    /// <summary>Sets the search path for the statements that follow; a rollback to the savepoint before sets it back, as <see cref="LeaveAsync"/> does.</summary>
    /// <returns>The host's path.</returns>
    public async ValueTask<string?> EnterAsync(SqlSession session)
    {
        var host = await session.Sql($"SELECT current_setting('transaction_isolation'), {PathSql}")
            .FirstAsync(static row => Tuple.Create(row.GetString(0), row.GetString(1))).ConfigureAwait(false);

        // Read uncommitted is run as read committed: https://www.postgresql.org/docs/current/transaction-iso.html.
        if (host!.Item1 is not ("read committed" or "read uncommitted"))
        {
            throw new LedgerException(
                LedgerErrorKind.Configuration,
                $"The transaction is {host.Item1}: it would not see what others did before its locks were granted. Begin it with IsolationLevel.ReadCommitted; the ledger's row locks keep others out.");
        }

        await SetPathAsync(session, Path).ConfigureAwait(false);
        return host.Item2;
    }

    public static async ValueTask LeaveAsync(SqlSession session, string? path) => await SetPathAsync(session, path!).ConfigureAwait(false);

    private static async Task SetPathAsync(SqlSession session, string path) =>
        await session.Sql("SELECT set_config('search_path', @path, true)").With("path", path).ListAsync(static _ => 0).ConfigureAwait(false);
}
