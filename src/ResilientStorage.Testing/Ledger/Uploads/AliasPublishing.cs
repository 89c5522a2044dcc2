namespace ResilientStorage.Testing;

/// <summary>Moves and ends aliases.</summary>
internal static class AliasPublishing
{
    public static void ThrowIfAliasIsTaken(this LedgerTransaction transaction, string key, PublishAt? publishAt)
    {
        if (publishAt?.ObjectKey is { } objectKey
            && transaction.Rows.Aliases.TryGetValue(objectKey, out var alias)
            && !alias.IsEnded
            && alias.Resource.Key != key)
        {
            throw new ResourceAlreadyExistsException(key, $"The alias '{objectKey}' belongs to the resource '{alias.Resource.Key}'. Publish '{key}' at another key, or end that alias first.");
        }
    }

    public static void ApplyPublishAt(this LedgerTransaction transaction, ResourceRow resource, PublishAt? publishAt)
    {
        if (publishAt is not null && resource.Alias?.ObjectKey != publishAt.ObjectKey)
        {
            transaction.EndAlias(resource);
            if (publishAt.ObjectKey is { } objectKey)
            {
                resource.Alias = TakeAlias(transaction, objectKey, resource);
            }
        }

        transaction.QueueAlias(resource.Alias);
    }

    public static void EndAlias(this LedgerTransaction transaction, ResourceRow resource)
    {
        if (resource.Alias is { } alias)
        {
            alias.IsEnded = true;
            resource.Alias = null;
            transaction.QueueAlias(alias);
        }
    }

    // An ended alias whose object is not gone yet keeps its row and its work: the worker compares with whoever owns it by then.
    private static AliasRow TakeAlias(LedgerTransaction transaction, string objectKey, ResourceRow resource)
    {
        if (!transaction.Rows.Aliases.TryGetValue(objectKey, out var alias))
        {
            alias = new AliasRow(objectKey, resource);
            transaction.Rows.Aliases.Add(objectKey, alias);
        }

        alias.Resource = resource;
        alias.IsEnded = false;
        return alias;
    }
}
