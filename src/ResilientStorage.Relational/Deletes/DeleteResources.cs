using ResilientStorage.Ledger;
using ResilientStorage.Relational.Sql;
using ResilientStorage.Relational.Uploads;
using ResilientStorage.Relational.Work;

namespace ResilientStorage.Relational.Deletes;

/// <summary>Ends live versions; a key that cannot be deleted is answered with its error.</summary>
internal static class DeleteResources
{
    public static async Task<DeleteReport> RunAsync(SqlSession session, ResourceDeletion deletion)
    {
        ArgumentNullException.ThrowIfNull(deletion);
        if (deletion.IfVersion is not null && deletion.Keys.Count != 1)
        {
            throw new ArgumentException($"IfVersion goes with a single key, not with {deletion.Keys.Count}.", nameof(deletion));
        }

        await LockAsync(session, deletion.Keys).ConfigureAwait(false);
        var results = new Dictionary<string, DeleteResult>(StringComparer.Ordinal);
        foreach (var key in deletion.Keys.Distinct(StringComparer.Ordinal).Order(Utf8ByteOrderComparer.Instance))
        {
            results[key] = await DeleteAsync(session, deletion, key).ConfigureAwait(false);
        }

        // A key that is given twice is deleted once: its second answer is that of a key that is gone.
        return new DeleteReport { Results = [.. deletion.Keys.Select(key => results.Remove(key, out var result) ? result : NotFound(key))] };
    }

    // All resources come before all versions in the order of locks; a single key has them in this order anyway.
    private static async Task LockAsync(SqlSession session, IReadOnlyList<string> keys)
    {
        if (!session.Dialect.LocksRows || keys.Count < 2)
        {
            return;
        }

        var versions = new List<VersionId>();
        foreach (var some in keys.Distinct(StringComparer.Ordinal).Order(Utf8ByteOrderComparer.Instance).Chunk(SqlList.MaxCount))
        {
            var resources = await session.Sql($"SELECT resource_id FROM rs_resources WHERE instance = @instance AND key IN ({SqlList.Names("key", some.Length)}) ORDER BY key {session.Lock("rs_resources")}")
                .With("key", some).ListAsync(static row => row.GetInt64(0)).ConfigureAwait(false);
            if (resources.Count > 0)
            {
                versions.AddRange(await session.Sql($"SELECT version_id FROM rs_versions WHERE state = {VersionCode.Live} AND resource_id IN ({SqlList.Names("resource", resources.Count)})")
                    .With("resource", resources).ListAsync(static row => row.Version(0)).ConfigureAwait(false));
            }
        }

        await RowLocks.TakeVersionsAsync(session, versions).ConfigureAwait(false);
    }

    private static async Task<DeleteResult> DeleteAsync(SqlSession session, ResourceDeletion deletion, string key)
    {
        if (await ResourceRows.LockAsync(session, key).ConfigureAwait(false) is not { } resourceId)
        {
            return NotFound(key);
        }

        var live = await session.Sql($"SELECT version_id, access FROM rs_versions WHERE resource_id = @resource AND state = {VersionCode.Live} {session.Lock("rs_versions")}")
            .With("resource", resourceId).FirstAsync(static row => new LiveVersion(row.Version(0), (ResourceAccess)row.Code(1))).ConfigureAwait(false);
        if (live is null || (deletion.IfVersion is { } expected && expected != live.VersionId))
        {
            return NotFound(key);
        }

        var delay = live.Access == ResourceAccess.PublicRead ? deletion.PublicRemovalDelay : deletion.RemovalDelay;
        var dueAt = session.After(delay);
        await EndVersion.RunAsync(session, live.VersionId, VersionEnd.Deleted, HistoryEvent.Deleted, dueAt).ConfigureAwait(false);
        await WorkRows.QueueAliasesAsync(session, resourceId).ConfigureAwait(false);
        return new DeleteResult { Key = key, VersionId = live.VersionId, RemovalDueAt = Microseconds.ToTime(dueAt), RemovalIsDue = delay <= TimeSpan.Zero };
    }

    private static DeleteResult NotFound(string key) => new() { Key = key, Error = new ResourceNotFoundException(key) };

    private sealed record LiveVersion(VersionId VersionId, ResourceAccess Access);
}
