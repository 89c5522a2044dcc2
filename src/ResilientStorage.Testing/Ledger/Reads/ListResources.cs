using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class ListResources
{
    /// <summary>One page of entries whose texts come after <paramref name="after"/>.</summary>
    public static IReadOnlyList<Resource> Page(LedgerTransaction transaction, ResourceQuery query, string? after, int size)
    {
        var page = new List<Resource>();
        string? rolledUp = null;
        foreach (var resource in transaction.Rows.Resources.Values)
        {
            if (page.Count == size)
            {
                break;
            }

            if (!resource.Key.StartsWith(query.Prefix, StringComparison.Ordinal)
                || FindListed(resource, query.IncludeDeleted) is not { } version)
            {
                continue;
            }

            var prefix = RollUp(resource.Key, query);
            if (prefix is not null && prefix == rolledUp || Utf8ByteOrderComparer.Instance.Compare(prefix ?? resource.Key, after) <= 0)
            {
                continue;
            }

            rolledUp = prefix;
            page.Add(prefix is null ? version.ToResource() : new Resource { Key = prefix, VersionId = default, Length = 0, Sha256 = "", CreatedAt = default, IsPrefix = true });
        }

        return page;
    }

    public static IReadOnlyList<ResourceVersion> Versions(LedgerTransaction transaction, VersionQuery query)
    {
        var versions = transaction.Rows.FindResource(query.Key)?.Versions.Values ?? Enumerable.Empty<VersionRow>();
        return [.. versions
            .OrderByDescending(static version => version.BegunAt)
            .ThenByDescending(static version => version.Id)
            .Select(version => Describe(transaction.Rows, version))];
    }

    private static VersionRow? FindListed(ResourceRow resource, bool includeDeleted)
    {
        if (resource.Live is { } live)
        {
            return live;
        }

        return includeDeleted && resource.LastDeleted is { State: VersionState.Deleted } deleted ? deleted : null;
    }

    private static string? RollUp(string key, ResourceQuery query)
    {
        if (string.IsNullOrEmpty(query.Delimiter))
        {
            return null;
        }

        var at = key.IndexOf(query.Delimiter, query.Prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : key[..(at + query.Delimiter.Length)];
    }

    private static ResourceVersion Describe(InstanceRows rows, VersionRow version) => new()
    {
        Key = version.Resource.Key,
        VersionId = version.Id,
        State = version.State,
        BegunAt = version.BegunAt,
        CreatedAt = version.CreatedAt,
        EndedAt = version.EndedAt,
        End = version.End,
        Length = version.Length,
        Sha256 = version.Sha256,
        ContentType = version.Intent.ContentType,
        Replicas = version.ReplicaRecords(rows),
        History = [.. version.History],
    };
}
