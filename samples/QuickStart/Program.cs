using Microsoft.Extensions.DependencyInjection;
using ResilientStorage;
using ResilientStorage.Maintenance;
using ResilientStorage.Stores;

var folder = Directory.CreateTempSubdirectory("quickstart-").FullName;
await using var services = new ServiceCollection()
    .AddResilientStorage(storage => storage
        .Main("main", store => store.UseFileSystem(Path.Combine(folder, "main")))
        .Backup("backup", store => store.UseFileSystem(Path.Combine(folder, "backup")))
        .Ledger(ledger => ledger.UseSqlite(Path.Combine(folder, "ledger.db"))))
    .BuildServiceProvider();
var storage = services.GetRequiredService<IResilientStorage>();
var maintenance = services.GetRequiredService<IStorageMaintenance>();
// With arguments: those files and folders. Without: the Markdown files of this repository.
var named = args.Length > 0 ? args.SelectMany(path => Expand(path, "*")) : Expand(FindRepository(), "*.md");
var files = named.DistinctBy(file => file.Key).ToDictionary(file => file.Key, file => file.Path);
ArgumentOutOfRangeException.ThrowIfZero(files.Count, "files and folders to store");
Console.WriteLine($"{"",-42} {"live",5} {"in main",8} {"in backup",10} {"readable",9}");

foreach (var (key, path) in files)
{
    await storage.UploadFileAsync(key, path);
}

await PrintAsync($"{files.Count} files uploaded to both stores");
var main = services.GetRequiredKeyedService<IObjectStore>("main");
await foreach (var lost in main.ListAsync(prefix: "").Where(entry => !entry.ObjectKey.StartsWith(".resilient-storage/", StringComparison.Ordinal)))
{
    await main.DeleteAsync([new ObjectToDelete(lost.ObjectKey)]);
}

await PrintAsync("main lost every object; backup answers");
var repair = await maintenance.RepairAsync("main");
await PrintAsync($"{repair.Repaired} copies in main repaired");
await storage.DeleteAsync(files.Keys.First());
await PrintAsync("one file deleted");

await storage.RestoreAsync(files.Keys.First());
await PrintAsync("the same file restored");
Directory.Delete(folder, recursive: true);

async Task PrintAsync(string what)
{
    var readable = 0;
    await foreach (var resource in storage.ListAsync())
    {
        readable += (await storage.ReadAllBytesAsync(resource.Key)).AsSpan().SequenceEqual(File.ReadAllBytes(files[resource.Key])) ? 1 : 0;
    }

    var status = (await maintenance.GetStatusAsync()).Ledger;
    Console.WriteLine($"{what,-42} {status.Live,5} {status.Stores[0].Stored,8} {status.Stores[1].Stored,10} {readable,9}");
}

static IEnumerable<(string Key, string Path)> Expand(string path, string pattern) => Directory.Exists(path)
    ? Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories).Select(file => (Path.GetRelativePath(Path.Combine(path, ".."), file).Replace('\\', '/'), file))
    : [(Path.GetFileName(path), path)];

static string FindRepository() => AppContext.BaseDirectory[..AppContext.BaseDirectory.LastIndexOf("artifacts", StringComparison.Ordinal)];
