using System.Buffers;
using System.Text;
using ResilientStorage.Stores;
using ResilientStorage.Stores.FileSystem;
using ResilientStorage.Testing;

namespace ResilientStorage.Tests.Stores.FileSystem;

/// <summary>A store in a temporary folder, and short ways to use it and to look at its files.</summary>
public abstract class FileSystemStoreTest : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("resilient-storage-");

    protected FileSystemStoreTest()
    {
        Clock = new ManualTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Store = NewStore();
    }

    internal FileSystemObjectStore Store { get; }

    protected ManualTimeProvider Clock { get; }

    /// <summary>A folder around the store's.</summary>
    protected string Outside => _folder.FullName;

    protected string Root => Path.Join(_folder.FullName, "store");

    protected string Objects => Path.Join(Root, "objects");

    protected string Metadata => Path.Join(Root, "metadata");

    protected string Temporary => Path.Join(Root, "temporary");

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _folder.Delete(recursive: true);
    }

    /// <summary>The same folder as another process sees it.</summary>
    internal FileSystemObjectStore NewStore() => new(Root, Clock);

    protected Task<StoredObject> PutAsync(string key, string text = "content") =>
        Store.PutAsync(key, new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text)), new PutObjectOptions());

    protected async Task<string> ReadAsync(string key)
    {
        await using var download = await Store.OpenReadAsync(key, null);
        using var reader = new StreamReader(download.Content);
        return await reader.ReadToEndAsync();
    }

    protected async Task<List<ObjectEntry>> ListAsync()
    {
        var entries = new List<ObjectEntry>();
        await foreach (var entry in Store.ListAsync(""))
        {
            entries.Add(entry);
        }

        return entries;
    }

    protected async Task<ObjectDeletion> DeleteAsync(string key) => (await Store.DeleteAsync([new ObjectToDelete(key)]))[0];

    protected static string OnlyFile(string tree) => Assert.Single(Files(tree));

    protected static string[] Files(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];

    /// <summary>Lets files of the folder look as if they were written at the store's time, minus an age.</summary>
    protected void Age(TimeSpan age)
    {
        foreach (var path in Directory.GetFileSystemEntries(Temporary, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(path, (Clock.GetUtcNow() - age).UtcDateTime);
        }
    }

    protected static async Task<StorageException> FailsAsync(StorageErrorKind kind, Func<Task> action)
    {
        var error = await Assert.ThrowsAsync<StorageException>(action);
        Assert.Equal(kind, error.Kind);
        return error;
    }
}
