using ResilientStorage.Ledger;
using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Simulation.Stores;
using ResilientStorage.Stores;

namespace ResilientStorage.Simulation.Model;

/// <summary>What must be so when faults have stopped, late writes have landed, and the workers have settled.</summary>
internal sealed class FinalRules(SimLoop loop, SimModel model, IReadOnlyList<SimStore> stores, IResourceLedger ledger)
{
    /// <summary>Where the library keeps its own objects.</summary>
    public const string OwnFolder = ".resilient-storage/";

    /// <summary>I6: what the ledger calls Stored is there, byte for byte, unless the simulation itself damaged it.</summary>
    public void CheckStored()
    {
        foreach (var key in model.Keys)
        {
            CheckStored(key);
        }
    }

    /// <summary>I6 for the versions of one key.</summary>
    public void CheckStored(string key)
    {
        foreach (var version in Versions(key))
        {
            foreach (var replica in version.Replicas.Where(static r => r.State == ReplicaState.Stored))
            {
                var store = stores.Single(s => s.Name == replica.Store);
                if (!store.Tampered.Contains(replica.ObjectKey) && !Holds(store, replica.ObjectKey, version.VersionId))
                {
                    loop.Violate("I6", $"{version.VersionId} ({version.State}) of '{version.Key}' is Stored in {store.Name}, which holds {Describe(store, replica.ObjectKey)} at {replica.ObjectKey}.");
                }
            }
        }
    }

    /// <summary>I5, with aliases; and I8 as far as the contract shows it.</summary>
    public void CheckSettled()
    {
        var versions = Versions();
        var live = versions.Where(static v => v.State == VersionState.Live).ToList();
        foreach (var version in live)
        {
            foreach (var store in stores)
            {
                if (!version.Replicas.Any(r => r.Store == store.Name && r.State == ReplicaState.Stored))
                {
                    loop.Violate("I5", $"The live version {version.VersionId} of '{version.Key}' is not Stored in {store.Name}: {string.Join(", ", version.Replicas.Select(static r => $"{r.Store} {r.State} {r.Reason}"))}.");
                }
            }
        }

        foreach (var version in versions.Where(static v => v.State is not (VersionState.Live or VersionState.Purged)))
        {
            loop.Violate("I5", $"{version.VersionId} of '{version.Key}' is still {version.State}: {string.Join(", ", version.Replicas.Select(static r => $"{r.Store} {r.State} {r.Reason}"))}.");
        }

        CheckObjects(live);
        foreach (var work in Effects.Now(ledger.ListWorkAsync(new WorkQuery())))
        {
            loop.Violate("I5", $"Work is left: {work}.");
        }
    }

    private void CheckObjects(List<ResourceVersion> live)
    {
        var objectKeys = live.SelectMany(static v => v.Replicas.Select(static r => r.ObjectKey)).ToHashSet(StringComparer.Ordinal);
        var aliases = Aliases();
        foreach (var store in stores)
        {
            foreach (var entry in store.List().Where(e => !e.ObjectKey.StartsWith(OwnFolder, StringComparison.Ordinal) && !objectKeys.Contains(e.ObjectKey)))
            {
                if (store.Role != StoreRole.Main || !aliases.ContainsKey(entry.ObjectKey))
                {
                    var owner = model.Intents.Values.FirstOrDefault(i => i.ObjectKey == entry.ObjectKey);
                    loop.Violate("I5", $"Residue in {store.Name}: {entry.ObjectKey}, of {owner?.VersionId.ToString() ?? "nobody"} ({live.Count} live).");
                }
            }

            // What a dead repairer began for a version that is still live is aborted when the version is removed: I5 speaks of the others.
            foreach (var upload in store.ListMultipart().Where(u => !objectKeys.Contains(u.ObjectKey)))
            {
                loop.Violate("I5", $"An upload in parts is left in {store.Name}: {upload.ObjectKey} {upload.UploadId}.");
            }
        }

        var main = stores.Single(static s => s.Role == StoreRole.Main);
        foreach (var (alias, version) in aliases)
        {
            if (!Holds(main, alias, version) && !main.Rotted.Contains(model.Intents[version].ObjectKey))
            {
                loop.Violate("alias", $"The alias {alias} should show {version}; it holds {Describe(main, alias)}.");
            }
        }
    }

    private Dictionary<string, VersionId> Aliases() => Effects.Now(ledger.ListAsync(new ResourceQuery()))
        .Where(static r => r.PublishedAt is not null)
        .ToDictionary(static r => r.PublishedAt!, static r => r.VersionId, StringComparer.Ordinal);

    private List<ResourceVersion> Versions() => [.. model.Keys.SelectMany(Versions)];

    private List<ResourceVersion> Versions(string key) => Effects.Now(ledger.ListVersionsAsync(new VersionQuery { Key = key }));

    private bool Holds(SimStore store, string objectKey, VersionId version) =>
        model.Uploads.TryGetValue(version, out var op) && store.Read(objectKey) is { } bytes && bytes.AsSpan().SequenceEqual(op.Content!.Bytes);

    private string Describe(SimStore store, string objectKey)
    {
        if (store.Read(objectKey) is not { } bytes)
        {
            return "nothing";
        }

        var owner = model.Uploads.FirstOrDefault(u => u.Value.Content!.Bytes.AsSpan().SequenceEqual(bytes));
        return owner.Value is null ? $"{bytes.Length} unknown bytes" : $"the bytes of {owner.Key}";
    }
}
