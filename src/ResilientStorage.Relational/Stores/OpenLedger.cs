using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;
using ResilientStorage.Stores;

namespace ResilientStorage.Relational.Stores;

/// <summary>Gives the ledger its id and records stores that are new.</summary>
internal static class OpenLedger
{
    /// <summary>
    /// Opens a ledger that has all it needs, without writing: a process that opens it late need not wait for whoever writes, which on a database with one writer may be the host itself.
    /// </summary>
    /// <returns>Null when there is something to record.</returns>
    public static async Task<LedgerState?> FindAsync(SqlSession session, LedgerOpening opening)
    {
        var stores = await StoreRows.ListAsync(session).ConfigureAwait(false);
        if (stores.Count == 0 || opening.Stores.Any(store => !stores.Exists(known => known.Name == store.Name)))
        {
            return null;
        }

        var places = await StoreRows.PlacesAsync(session).ConfigureAwait(false);
        foreach (var store in opening.Stores)
        {
            StorePlaces.ThrowIfRecordedOverlap(session.Instance, store.Name, store.Place, places);
        }

        return await FindStateAsync(session, stores).ConfigureAwait(false);
    }

    public static async Task<LedgerState> RunAsync(SqlSession session, LedgerOpening opening)
    {
        await StoreRows.LockAllAsync(session).ConfigureAwait(false);
        await session.Sql("UPDATE rs_meta SET ledger_id = @ledger WHERE ledger_id IS NULL").With("ledger", opening.NewLedgerId.ToString("D")).ExecuteAsync().ConfigureAwait(false);
        await RecordStoresAsync(session, opening.Stores).ConfigureAwait(false);
        var stores = await StoreRows.ListAsync(session).ConfigureAwait(false);
        return await FindStateAsync(session, stores).ConfigureAwait(false) ?? throw new FormatException("rs_meta has no row.");
    }

    private static Task<LedgerState?> FindStateAsync(SqlSession session, IReadOnlyList<StoreRecord> stores) =>
        session.Sql("SELECT ledger_id, generation FROM rs_meta WHERE ledger_id IS NOT NULL")
            .FirstAsync(row => new LedgerState { LedgerId = Guid.ParseExact(row.GetString(0), "D"), Generation = row.GetInt64(1), Stores = stores });

    private static async Task RecordStoresAsync(SqlSession session, IReadOnlyList<StoreRegistration> configured)
    {
        var recorded = await StoreRows.ListAsync(session).ConfigureAwait(false);
        var places = await StoreRows.PlacesAsync(session).ConfigureAwait(false);
        if (recorded.Count == 0 && configured.Count(static store => store.Role == StoreRole.Main) is var mains and not 1)
        {
            throw new LedgerException(LedgerErrorKind.Configuration, $"The instance '{session.Instance}' has {mains} main stores: configure exactly one.");
        }

        var hasMain = recorded.Exists(static store => store.Role == StoreRole.Main);
        var state = recorded.Count == 0 ? StoreState.Active : StoreState.Joining;
        foreach (var store in configured)
        {
            StorePlaces.ThrowIfRecordedOverlap(session.Instance, store.Name, store.Place, places);
            if (recorded.Exists(known => known.Name == store.Name))
            {
                continue;
            }

            // There is one main store: roles change by a person's word, never by a node with a newer configuration.
            var role = hasMain ? StoreRole.Backup : store.Role;
            hasMain |= role == StoreRole.Main;
            await InsertAsync(session, store, role, state).ConfigureAwait(false);
        }
    }

    private static Task<int> InsertAsync(SqlSession session, StoreRegistration store, StoreRole role, StoreState state) =>
        session.Sql("""
            INSERT INTO rs_stores (instance, name, position, role, state, kind, endpoint, bucket, prefix)
            VALUES (@instance, @name, (SELECT COUNT(*) FROM rs_stores WHERE instance = @instance), @role, @state, @kind, @endpoint, @bucket, @prefix)
            """)
            .With("name", store.Name).With("role", (long)role).With("state", (long)state)
            .With("kind", store.Place.Kind).With("endpoint", store.Place.Endpoint).With("bucket", store.Place.Bucket).With("prefix", store.Place.Prefix)
            .ExecuteAsync();
}
