using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Stores;

/// <summary>Changes a row of the stores table.</summary>
internal static class ChangeStore
{
    public static async Task<StoreRecord> RunAsync(SqlSession session, StoreChange change)
    {
        if (change.Kind == StoreChangeKind.Move)
        {
            await StoreRows.LockAllAsync(session).ConfigureAwait(false);
        }

        var store = await StoreRows.FindAsync(session, change.Store).ConfigureAwait(false);
        switch (change.Kind)
        {
            case StoreChangeKind.RecordMarker:
                await RecordMarkerAsync(session, store, Marker(change)).ConfigureAwait(false);
                break;
            case StoreChangeKind.ReplaceMarker:
                await SetMarkerAsync(session, store, Marker(change)).ConfigureAwait(false);
                break;
            case StoreChangeKind.AllowRepairs:
                await session.Sql("UPDATE rs_stores SET repairs_stopped_at = NULL, storm_began_at = NULL, storm_count = 0 WHERE instance = @instance AND name = @name")
                    .With("name", store.Name).ExecuteAsync().ConfigureAwait(false);
                break;
            case StoreChangeKind.Move:
                await MoveAsync(session, store, change).ConfigureAwait(false);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(change), change.Kind, "Unknown change of a store.");
        }

        return await StoreRows.FindAsync(session, change.Store).ConfigureAwait(false);
    }

    private static Task RecordMarkerAsync(SqlSession session, StoreRecord store, Guid marker)
    {
        if (store.MarkerId is null)
        {
            return SetMarkerAsync(session, store, marker);
        }

        return store.MarkerId == marker
            ? Task.CompletedTask
            : throw new LedgerException(
                LedgerErrorKind.Conflict,
                $"The store '{store.Name}' has the marker {store.MarkerId} recorded already, not {marker}: another node was quicker. Read the stores again and use the recorded one.");
    }

    private static Task<int> SetMarkerAsync(SqlSession session, StoreRecord store, Guid marker) =>
        session.Sql("UPDATE rs_stores SET marker_id = @marker WHERE instance = @instance AND name = @name")
            .With("name", store.Name).With("marker", marker.ToString("D")).ExecuteAsync();

    private static async Task MoveAsync(SqlSession session, StoreRecord store, StoreChange change)
    {
        var place = change.Place ?? throw new ArgumentException("A move needs the new place.", nameof(change));
        StorePlaces.ThrowIfRecordedOverlap(session.Instance, store.Name, place, await StoreRows.PlacesAsync(session).ConfigureAwait(false));
        await session.Sql("UPDATE rs_stores SET kind = @kind, endpoint = @endpoint, bucket = @bucket, prefix = @prefix WHERE instance = @instance AND name = @name")
            .With("name", store.Name).With("kind", place.Kind).With("endpoint", place.Endpoint).With("bucket", place.Bucket).With("prefix", place.Prefix)
            .ExecuteAsync().ConfigureAwait(false);
    }

    private static Guid Marker(StoreChange change) =>
        change.MarkerId ?? throw new ArgumentException("Recording a marker needs its id.", nameof(change));
}
