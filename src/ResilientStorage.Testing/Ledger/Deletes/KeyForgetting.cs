using System.Security.Cryptography;
using System.Text;

namespace ResilientStorage.Testing;

/// <summary>Replaces a resource key by its hash once nothing is left that needs it.</summary>
internal static class KeyForgetting
{
    public static void ForgetKeyIfGone(this LedgerTransaction transaction, ResourceRow resource)
    {
        // A replica that is being removed again is still found by its object key.
        if (!resource.IsToBeForgotten
            || !resource.Versions.Values.All(static version => version.State == VersionState.Purged && version.Replicas.All(static replica => replica.IsGone)))
        {
            return;
        }

        var key = resource.Key;
        var hash = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        foreach (var version in resource.Versions.Values)
        {
            Rename(version, key, hash);
        }

        transaction.Rows.Resources.Remove(key);
        if (transaction.Rows.FindResource(hash) is not { } earlier)
        {
            resource.Key = hash;
            resource.IsToBeForgotten = false;
            transaction.Rows.Resources.Add(hash, resource);
            return;
        }

        // The key was used again after it had been forgotten: both histories go by the same hash.
        foreach (var version in resource.Versions.Values)
        {
            version.Resource = earlier;
            earlier.Versions.Add(version.Id, version);
        }

        foreach (var alias in transaction.Rows.Aliases.Values.Where(alias => alias.Resource == resource))
        {
            alias.Resource = earlier;
        }
    }

    private static void Rename(VersionRow version, string key, string hash)
    {
        var (oldObjectKey, newObjectKey) = (version.ObjectKey, $"{hash}/{version.Id}");
        string? Clean(string? reason) => reason?.Replace(oldObjectKey, newObjectKey, StringComparison.Ordinal).Replace(key, hash, StringComparison.Ordinal);
        for (var i = 0; i < version.History.Count; i++)
        {
            version.History[i] = version.History[i] with { Reason = Clean(version.History[i].Reason) };
        }

        foreach (var replica in version.Replicas)
        {
            replica.Reason = Clean(replica.Reason);
        }

        version.ObjectKey = newObjectKey;
    }
}
