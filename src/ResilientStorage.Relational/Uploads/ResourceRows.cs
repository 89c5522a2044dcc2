using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Uploads;

/// <summary>Locks resources: every transaction that makes, commits, ends or restores a version begins with it.</summary>
internal static class ResourceRows
{
    public static async Task<long> LockOrAddAsync(SqlSession session, string key)
    {
        var resourceId = await session.Sql("""
            INSERT INTO rs_resources (instance, key) VALUES (@instance, @key)
            ON CONFLICT (instance, key) DO UPDATE SET key = excluded.key
            RETURNING resource_id
            """)
            .With("key", key).NumberAsync().ConfigureAwait(false)
        ?? throw new FormatException("An upsert of a resource returned no id.");
        await session.ReadClockUnderLocksAsync().ConfigureAwait(false);
        return resourceId;
    }

    public static async Task<long?> LockAsync(SqlSession session, string key)
    {
        var resourceId = await session.Sql($"SELECT resource_id FROM rs_resources WHERE instance = @instance AND key = @key {session.Lock("rs_resources")}")
            .With("key", key).NumberAsync().ConfigureAwait(false);
        await session.ReadClockUnderLocksAsync().ConfigureAwait(false);
        return resourceId;
    }

    /// <summary>Locks the resource of a version.</summary>
    public static async Task<LockedResource?> LockOfAsync(SqlSession session, VersionId version)
    {
        var resource = await session.Sql($"""
            SELECT resource_id, key FROM rs_resources
            WHERE resource_id = (SELECT resource_id FROM rs_versions WHERE version_id = @version AND instance = @instance) {session.Lock("rs_resources")}
            """)
            .With("version", version).FirstAsync(static row => new LockedResource(row.GetInt64(0), row.GetString(1))).ConfigureAwait(false);
        await session.ReadClockUnderLocksAsync().ConfigureAwait(false);
        return resource;
    }

    public static Task<List<OpenVersion>> OpenVersionsAsync(SqlSession session, long resourceId) =>
        session.Sql($"""
            SELECT version_id, state, lease_until FROM rs_versions
            WHERE resource_id = @resource AND state IN ({VersionCode.Pending}, {VersionCode.Live}) ORDER BY version_id {session.Lock("rs_versions")}
            """)
            .With("resource", resourceId).ListAsync(static row => new OpenVersion(row.Version(0), (VersionState)row.Code(1), row.NumberOrNull(2)));
}
