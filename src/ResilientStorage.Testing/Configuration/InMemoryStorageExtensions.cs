using ResilientStorage.Configuration;

namespace ResilientStorage.Testing;

/// <summary>Puts a whole storage into memory.</summary>
public static class InMemoryStorageExtensions
{
    /// <summary>The name of the main store.</summary>
    public const string MainStore = "main";

    /// <summary>The name of the backup store.</summary>
    public const string BackupStore = "backup";

    /// <summary>
    /// Uses a main store, a backup store, a ledger and a delete queue in memory: everything a test of code that uses storage needs.
    /// Give the parts that the test wants to look into or break.
    /// </summary>
    /// <param name="storage">The builder.</param>
    /// <param name="main">The store named <c>main</c>; a new one by default.</param>
    /// <param name="backup">The store named <c>backup</c>; a new one by default.</param>
    /// <param name="ledger">The ledger's database; a new one by default.</param>
    /// <param name="queue">The delete queue; a new one by default.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A main store, or a store of one of these names, is registered already.</exception>
    public static ResilientStorageBuilder UseInMemory(
        this ResilientStorageBuilder storage,
        InMemoryObjectStore? main = null,
        InMemoryObjectStore? backup = null,
        InMemoryLedgerDatabase? ledger = null,
        InMemoryDeleteQueue? queue = null)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return storage
            .Main(MainStore, store => store.UseInMemory(main))
            .Backup(BackupStore, store => store.UseInMemory(backup))
            .Ledger(builder => builder.UseInMemory(ledger))
            .DeleteQueue(builder => builder.UseInMemory(queue));
    }
}
