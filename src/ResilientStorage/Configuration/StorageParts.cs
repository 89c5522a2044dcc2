using ResilientStorage.Stores;

namespace ResilientStorage.Configuration;

/// <summary>Says what is missing, and what to write.</summary>
internal static class StorageParts
{
    public static void Check(ResilientStorageBuilder storage)
    {
        var storageName = storage.Instance == InstanceName.Default ? "" : $" of the storage '{storage.Instance}'";
        if (!storage.Stores.Any(static store => store.Role == StoreRole.Main))
        {
            throw new InvalidOperationException($"No main store{storageName}: add .Main(\"some-name\", store => store.UseFileSystem(path)) to AddResilientStorage, or the section Main to its configuration.");
        }

        if (!storage.Stores.Any(static store => store.Role == StoreRole.Backup))
        {
            throw new InvalidOperationException($"No backup store{storageName}: add .Backup(\"another-name\", store => store.UseFileSystem(path)) to AddResilientStorage, or an item in Backups to its configuration. An upload succeeds only when main and backup both hold the bytes.");
        }

        if (storage.Stores.FirstOrDefault(static store => store.Factory is null) is { } empty)
        {
            throw new InvalidOperationException($"The store '{empty.Name}'{storageName} was given no implementation: call one of the Use methods on it, such as store.UseFileSystem(path).");
        }

        if (storage.LedgerBuilder.Factory is null)
        {
            throw new InvalidOperationException($"No ledger{storageName}: add .Ledger(ledger => ledger.UseSqlite(path)) from the package ResilientStorage.Sqlite to AddResilientStorage, or the section Ledger to its configuration. There is no silent ledger in memory: it would forget every file at the next start.");
        }

        if (storage.DeleteQueueBuilder.Factory is null)
        {
            storage.DeleteQueue(static queue => queue.UseInProcess(static _ => { }));
        }
    }
}
