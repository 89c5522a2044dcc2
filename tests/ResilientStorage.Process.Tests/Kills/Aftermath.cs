using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Maintenance;
using ResilientStorage.Stores;

namespace ResilientStorage.Process.Kills;

/// <summary>A folder opened again after its process was killed, at a time when every lease has ended.</summary>
internal sealed class Aftermath : IAsyncDisposable
{
    private const string OwnerMarker = ".resilient-storage/owner.json";

    // Beyond the day that the file system store leaves the temporary files of others alone.
    private readonly AheadClock _clock = new(TimeSpan.FromDays(2));
    private readonly string _folder;
    private readonly ServiceProvider _services;

    public Aftermath(string folder)
    {
        _folder = folder;
        _services = StorageFolder.Open(folder, _clock);
    }

    public IResilientStorage Storage => _services.GetRequiredService<IResilientStorage>();

    public IStorageMaintenance Maintenance => _services.GetRequiredService<IStorageMaintenance>();

    public IObjectStore Main => Store(StorageFolder.Main);

    public IObjectStore Backup => Store(StorageFolder.Backup);

    /// <summary>What a host's worker does in the course of time, in one go.</summary>
    /// <returns>How many uploads were fenced.</returns>
    public async Task<int> RecoverAsync()
    {
        var swept = await Maintenance.SweepAsync();
        await Maintenance.RunPendingWorkAsync();

        // Removals of what was fenced are done once more when late writes have landed.
        _clock.Advance(StorageFolder.LateWriteGrace);
        Assert.Equal(0, (await Maintenance.SweepAsync()).UploadsFenced);
        await Maintenance.RunPendingWorkAsync();

        // The storage is as usable as before; its stores clean up after the dead process with their first write.
        await Storage.UploadAsync("canary", new byte[] { 1, 2, 3 }.AsMemory());
        await Storage.DeleteAsync("canary");
        await Maintenance.RunPendingWorkAsync();
        return swept.UploadsFenced;
    }

    /// <summary>The content of a key; null when there is none.</summary>
    public async Task<byte[]?> ReadAsync(string key)
    {
        try
        {
            return await Storage.ReadAllBytesAsync(key, new ReadOptions { ReadRepair = ReadRepair.Off, VerifyHash = true });
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    public async Task AssertNothingIsForgottenAsync()
    {
        var status = (await Maintenance.GetStatusAsync()).Ledger;
        Assert.Equal(
            (0L, 0L, 0L, 0L, 0L, 0L, 0L),
            (status.Pending, status.AwaitingRemoval, status.UnderReplicated, status.RemovalsDue, status.RepairsQueued, status.AliasesQueued, status.DeadLetters));
        Assert.Null(status.OldestDueAt);

        var live = await LiveObjectsAsync();
        Assert.Equal(live.Count, status.Live);
        foreach (var name in new[] { StorageFolder.Main, StorageFolder.Backup })
        {
            Assert.Equal([OwnerMarker, .. live], await ObjectsAsync(Store(name)));
            AssertNoOtherFiles(StorageFolder.PathOf(_folder, name), live.Count + 1);
        }
    }

    /// <summary>The object keys of live versions, in the order of their bytes.</summary>
    public async Task<List<string>> LiveObjectsAsync()
    {
        List<string> keys = [];
        await foreach (var resource in Storage.ListAsync())
        {
            keys.Add(resource.ObjectKey);
        }

        return [.. keys.Order(Utf8ByteOrderComparer.Instance)];
    }

    public async Task LoseMainAsync()
    {
        var objects = await LiveObjectsAsync();
        Assert.All(await Main.DeleteAsync([.. objects.Select(static key => new ObjectToDelete(key))]), static answer => Assert.Null(answer.Error));
    }

    public async Task<List<string>> UnfinishedUploadsAsync(string store)
    {
        List<string> uploads = [];
        await foreach (var upload in ((IMultipartObjectStore)Store(store)).ListMultipartAsync(""))
        {
            uploads.Add(upload.ObjectKey);
        }

        return uploads;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static async Task<List<string>> ObjectsAsync(IObjectStore store)
    {
        List<string> keys = [];
        await foreach (var entry in store.ListAsync(""))
        {
            keys.Add(entry.ObjectKey);
        }

        return keys;
    }

    /// <summary>An object is a file of bytes and one of metadata: nothing else may lie in the store, neither a draft nor a part.</summary>
    private static void AssertNoOtherFiles(string store, int objects)
    {
        const string uploads = "uploads";
        var temporary = Path.Join(store, "temporary");
        var entries = Directory.EnumerateFileSystemEntries(temporary, "*", SearchOption.AllDirectories).Select(entry => Path.GetRelativePath(temporary, entry));
        Assert.Equal([], entries.Except([uploads]));
        Assert.Equal(2 * objects, Directory.EnumerateFiles(store, "*", SearchOption.AllDirectories).Count());
    }

    private IObjectStore Store(string name) => _services.GetRequiredKeyedService<IObjectStore>(name);
}
