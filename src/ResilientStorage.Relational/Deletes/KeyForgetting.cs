using System.Security.Cryptography;
using System.Text;
using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Deletes;

/// <summary>Replaces a resource key by its hash, in every table, once nothing is left that needs it.</summary>
internal static class KeyForgetting
{
    public static async Task RunAsync(SqlSession session, long resourceId)
    {
        if (session.Dialect.LocksRows)
        {
            // An upload that begins now either is seen below, or waits and makes the key anew.
            await session.Sql($"SELECT resource_id FROM rs_resources WHERE resource_id = @resource {session.Lock("rs_resources")}")
                .With("resource", resourceId).NumberAsync().ConfigureAwait(false);
        }

        // A replica that is being removed again is still found by its object key.
        var key = await session.Sql($"""
            SELECT r.key FROM rs_resources r WHERE r.resource_id = @resource AND r.forget = 1
                AND NOT EXISTS (SELECT 1 FROM rs_versions v WHERE v.resource_id = r.resource_id AND v.state <> {VersionCode.Purged})
                AND NOT EXISTS (SELECT 1 FROM rs_versions v JOIN rs_replicas p ON p.version_id = v.version_id WHERE v.resource_id = r.resource_id AND p.state < {ReplicaCode.Gone})
            """)
            .With("resource", resourceId).FirstAsync(static row => row.GetString(0)).ConfigureAwait(false);
        if (key is null)
        {
            return;
        }

        var hash = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        await CleanAsync(session, resourceId, key, hash).ConfigureAwait(false);
        await RenameAsync(session, resourceId, hash).ConfigureAwait(false);
    }

    private static async Task CleanAsync(SqlSession session, long resourceId, string key, string hash)
    {
        const string Own = "SELECT v.version_id FROM rs_versions v WHERE v.resource_id = @resource";
        const string ObjectKey = "@hash || '/' || version_id";
        string[] statements =
        [
            $"""
            UPDATE rs_history SET reason = REPLACE(REPLACE(reason, (SELECT v.object_key FROM rs_versions v WHERE v.version_id = rs_history.version_id), {ObjectKey}), @key, @hash)
            WHERE reason IS NOT NULL AND version_id IN ({Own})
            """,
            $"UPDATE rs_replicas SET reason = REPLACE(REPLACE(reason, object_key, {ObjectKey}), @key, @hash), object_key = {ObjectKey} WHERE version_id IN ({Own})",
            $"UPDATE rs_versions SET object_key = {ObjectKey}, publish_at = NULL WHERE resource_id = @resource",
        ];
        foreach (var statement in statements)
        {
            await session.Sql(statement).With("resource", resourceId).With("key", key).With("hash", hash).ExecuteAsync().ConfigureAwait(false);
        }
    }

    private static async Task RenameAsync(SqlSession session, long resourceId, string hash)
    {
        var earlier = await session.Sql("SELECT resource_id FROM rs_resources WHERE instance = @instance AND key = @hash").With("hash", hash).NumberAsync().ConfigureAwait(false);
        if (earlier is null)
        {
            await session.Sql("UPDATE rs_resources SET key = @hash, forget = 0 WHERE resource_id = @resource")
                .With("resource", resourceId).With("hash", hash).ExecuteAsync().ConfigureAwait(false);
            return;
        }

        // The key was used again after it had been forgotten: both histories go by the same hash.
        foreach (var statement in (string[])
            [
                "UPDATE rs_versions SET resource_id = @earlier WHERE resource_id = @resource",
                "UPDATE rs_aliases SET resource_id = @earlier WHERE resource_id = @resource",
                "DELETE FROM rs_resources WHERE resource_id = @resource",
            ])
        {
            await session.Sql(statement).With("resource", resourceId).With("earlier", earlier).ExecuteAsync().ConfigureAwait(false);
        }
    }
}
