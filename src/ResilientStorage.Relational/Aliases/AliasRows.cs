using ResilientStorage.Relational.Sql;
using ResilientStorage.Relational.Uploads;
using ResilientStorage.Relational.Work;

namespace ResilientStorage.Relational.Aliases;

/// <summary>Reads and moves aliases. A resource has at most one that is wanted, and any number that are ended and not gone yet.</summary>
internal static class AliasRows
{
    /// <summary>Finds out whether the key is the alias of another resource.</summary>
    public static async Task<ResourceAlreadyExistsException?> FindOtherOwnerAsync(SqlSession session, string key, long resourceId, string aliasKey)
    {
        var owner = await session.Sql("""
            SELECT r.key FROM rs_aliases a JOIN rs_resources r ON r.resource_id = a.resource_id
            WHERE a.instance = @instance AND a.alias_key = @alias AND a.wanted = 1 AND a.resource_id <> @resource
            """)
            .With("alias", aliasKey).With("resource", resourceId).FirstAsync(static row => row.GetString(0)).ConfigureAwait(false);
        return owner is null
            ? null
            : new ResourceAlreadyExistsException(key, $"'{key}' cannot be published at '{aliasKey}': that is the alias of '{owner}'. Choose another key, or end that alias first with PublishAt.None.");
    }

    /// <summary>Moves the alias of a resource; an empty key ends it, null leaves it.</summary>
    /// <exception cref="ResourceAlreadyExistsException">Another resource took the key since it was looked at.</exception>
    public static async Task PublishAsync(SqlSession session, LockedResource resource, string? aliasKey)
    {
        if (aliasKey is null)
        {
            return;
        }

        // Queued before it changes: what is ended here is to be gone from now on.
        await WorkRows.QueueAliasesAsync(session, resource.ResourceId).ConfigureAwait(false);
        await session.Sql("UPDATE rs_aliases SET wanted = 0 WHERE resource_id = @resource AND wanted = 1 AND alias_key <> @alias")
            .With("resource", resource.ResourceId).With("alias", aliasKey).ExecuteAsync().ConfigureAwait(false);
        if (aliasKey.Length == 0)
        {
            return;
        }

        // Neither resource's lock covers the key: whoever commits second must not take it.
        var taken = await session.Sql("""
            INSERT INTO rs_aliases (instance, alias_key, resource_id, wanted) VALUES (@instance, @alias, @resource, 1)
            ON CONFLICT (instance, alias_key) DO UPDATE SET resource_id = excluded.resource_id, wanted = 1
            WHERE rs_aliases.wanted = 0 OR rs_aliases.resource_id = excluded.resource_id
            """)
            .With("resource", resource.ResourceId).With("alias", aliasKey).ExecuteAsync().ConfigureAwait(false);
        if (taken == 0)
        {
            throw (Exception?)await FindOtherOwnerAsync(session, resource.Key, resource.ResourceId, aliasKey).ConfigureAwait(false)
                ?? new LedgerException(LedgerErrorKind.Conflict, $"'{aliasKey}' was taken and given up by another resource while '{resource.Key}' was published there: upload again.");
        }
    }
}
