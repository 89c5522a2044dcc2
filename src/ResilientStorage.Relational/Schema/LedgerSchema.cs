using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Schema;

/// <summary>
/// Brings the tables to the version that this code knows, or checks them. Changes are made in two releases, expand, then contract, so that nodes of the version before go on
/// working: a newer schema says in <c>min_reader_version</c> down to which version it may be used.
/// </summary>
internal sealed class LedgerSchema(IReadOnlyList<SchemaScript> scripts, SchemaMode mode)
{
    private int Known => scripts[^1].Version;

    public async Task EnsureAsync(SqlDatabase database, CancellationToken cancellationToken)
    {
        await database.PrepareAsync(cancellationToken).ConfigureAwait(false);
        var recorded = await database.ReadAsync("", ReadAsync, cancellationToken).ConfigureAwait(false);
        if (IsUsable(recorded, database.Dialect.Place))
        {
            return;
        }

        if (mode == SchemaMode.Verify)
        {
            throw new LedgerException(LedgerErrorKind.Configuration, DescribeLack(recorded, database.Dialect.Place));
        }

        await database.WriteAsync("", UpgradeAsync, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<SchemaState?> ReadAsync(SqlSession session)
    {
        if (await session.Sql(session.Dialect.SchemaExistsSql).NumberAsync().ConfigureAwait(false) is null or 0)
        {
            return null;
        }

        return await session.Sql("SELECT schema_version, min_reader_version FROM rs_meta")
            .FirstAsync(static row => new SchemaState(row.Code(0), row.Code(1))).ConfigureAwait(false);
    }

    private async Task<int> UpgradeAsync(SqlSession session)
    {
        await session.Dialect.LockSchemaAsync(session).ConfigureAwait(false);

        // Another process may have been quicker: under the lock the question is asked again.
        var recorded = await ReadAsync(session).ConfigureAwait(false);
        foreach (var script in scripts.Where(script => script.Version > (recorded?.Version ?? 0)))
        {
            await session.Sql(script.Text).ExecuteAsync().ConfigureAwait(false);
        }

        return Known;
    }

    private bool IsUsable(SchemaState? recorded, string place)
    {
        if (recorded?.Version > Known && recorded.MinReader > Known)
        {
            throw new LedgerException(
                LedgerErrorKind.Configuration,
                $"The ledger in {place} has schema version {recorded.Version}, which needs code that knows version {recorded.MinReader} or later; this code knows version {Known}. Upgrade the ResilientStorage packages of this process.");
        }

        return recorded?.Version >= Known;
    }

    private string DescribeLack(SchemaState? recorded, string place)
    {
        var missing = string.Join(", ", scripts.Where(script => script.Version > (recorded?.Version ?? 0)).Select(static script => script.Name));
        var found = recorded is null ? "no tables" : $"schema version {recorded.Version}";
        return $"The ledger in {place} has {found}, and this code needs schema version {Known}. Run {missing} of the package's schema folder, or set Schema = SchemaMode.Create to have it done.";
    }

    private sealed record SchemaState(int Version, int MinReader);
}
