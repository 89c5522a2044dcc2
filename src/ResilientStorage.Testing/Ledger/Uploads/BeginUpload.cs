using System.Collections.ObjectModel;
using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

internal static class BeginUpload
{
    public static UploadIntent Run(LedgerTransaction transaction, NewVersion intent)
    {
        var rows = transaction.Rows;
        if (rows.FindVersion(intent.VersionId) is not null)
        {
            throw new LedgerException(LedgerErrorKind.Conflict, $"The version {intent.VersionId} is recorded already: an intent takes a new id.");
        }

        var fenced = new SortedSet<VersionId>();
        if (FindByIdempotencyKey(transaction, intent, fenced) is { } existing)
        {
            return new UploadIntent { Epoch = 0, Stores = [], Existing = existing.ToResource() };
        }

        var resource = rows.FindResource(intent.Key);
        FenceExpired(transaction, resource, fenced);
        UploadConditions.ThrowIfRefused(transaction, intent, resource);
        transaction.ThrowIfAliasIsTaken(intent.Key, intent.PublishAt);

        if (!rows.ActiveStores.Any())
        {
            throw new LedgerException(LedgerErrorKind.Configuration, $"The instance '{rows.Name}' has no Active store.");
        }

        if (resource is null)
        {
            resource = new ResourceRow(intent.Key);
            rows.Resources.Add(resource.Key, resource);
        }

        var version = AddVersion(transaction, intent, resource);
        return new UploadIntent
        {
            Epoch = version.Epoch,
            Stores = [.. version.Replicas.Select(static replica => replica.Store.Name)],
            Fenced = [.. fenced],
        };
    }

    private static VersionRow? FindByIdempotencyKey(LedgerTransaction transaction, NewVersion intent, SortedSet<VersionId> fenced)
    {
        if (intent.IdempotencyKey is null)
        {
            return null;
        }

        var known = transaction.Rows.Versions.Values.FirstOrDefault(version =>
            version.State is VersionState.Pending or VersionState.Live or VersionState.Deleted
            && version.Intent.IdempotencyKey == intent.IdempotencyKey);
        if (known?.State != VersionState.Pending)
        {
            return known;
        }

        if (known.HasLease(transaction.Now))
        {
            throw new ResourceAlreadyExistsException(known.Resource.Key, $"An upload of '{known.Resource.Key}' with this idempotency key is under way. Ask again when it has ended.");
        }

        Fence(transaction, known, fenced);
        return null;
    }

    private static void FenceExpired(LedgerTransaction transaction, ResourceRow? resource, SortedSet<VersionId> fenced)
    {
        foreach (var version in resource?.Versions.Values.Where(static version => version.State == VersionState.Pending) ?? [])
        {
            if (!version.HasLease(transaction.Now))
            {
                Fence(transaction, version, fenced);
            }
        }
    }

    private static void Fence(LedgerTransaction transaction, VersionRow version, SortedSet<VersionId> fenced)
    {
        transaction.Fence(version, VersionEnd.LeaseExpired, HistoryEvent.Fenced);
        fenced.Add(version.Id);
    }

    private static VersionRow AddVersion(LedgerTransaction transaction, NewVersion intent, ResourceRow resource)
    {
        var version = new VersionRow(intent.VersionId, resource)
        {
            ObjectKey = intent.ObjectKey,
            BegunAt = transaction.Now,
            LeaseUntil = transaction.Now + intent.Lease,
            Intent = intent with { Metadata = new ReadOnlyDictionary<string, string>(new Dictionary<string, string>(intent.Metadata)) },
        };
        foreach (var store in transaction.Rows.ActiveStores)
        {
            version.AddReplica(store);
        }

        transaction.Rows.Versions.Add(version.Id, version);
        resource.Versions.Add(version.Id, version);
        transaction.Record(version, HistoryEvent.Begun);
        return version;
    }
}
