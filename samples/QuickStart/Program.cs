using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage;
using ResilientStorage.Maintenance;
using ResilientStorage.Stores;

// QuickStart [--config FILE] [FILE-OR-FOLDER...]: in a temporary folder, or in the stores and the ledger that a configuration file names,
// which have to be empty: repairing "main" is a person's word that whatever it lacks is really lost.
var (config, paths) = args is ["--config", var settings, .. var rest] ? (settings, rest) : (null, args);
var folder = Directory.CreateTempSubdirectory("quickstart-").FullName;
var services = new ServiceCollection();
if (config is null)
{
    services.AddResilientStorage(storage => storage
        .Main("main", store => store.UseFileSystem(Path.Combine(folder, "main")))
        .Backup("backup", store => store.UseFileSystem(Path.Combine(folder, "backup")))
        .Ledger(ledger => ledger.UseSqlite(Path.Combine(folder, "ledger.db"))));
}
else
{
    var file = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(config)).AddEnvironmentVariables().Build();
    services.AddResilientStorage(file.GetSection("ResilientStorage"), storage => storage.AddSqlite().AddPostgreSql());
}

await using var provider = services.BuildServiceProvider();
var storage = provider.GetRequiredService<IResilientStorage>();
var maintenance = provider.GetRequiredService<IStorageMaintenance>();

// With arguments: those files and folders. Without: the Markdown files of this repository.
var named = paths.Length > 0 ? paths.SelectMany(path => Expand(path, "*")) : Expand(FindRepository(), "*.md");
var files = named.DistinctBy(file => file.Key).ToDictionary(file => file.Key, file => file.Path);
ArgumentOutOfRangeException.ThrowIfZero(files.Count, "files and folders to store");
if ((await maintenance.GetStatusAsync()).Ledger.Live > 0)
{
    throw new InvalidOperationException("The storage is not empty: give QuickStart one of its own.");
}

Console.WriteLine($"{"",-42} {"live",5} {"in main",8} {"in backup",10} {"readable",9}");

var uploaded = new List<Resource>();
foreach (var (key, path) in files)
{
    uploaded.Add(await storage.UploadFileAsync(key, path));
}

await PrintAsync($"{files.Count} files uploaded to both stores");
var main = (await maintenance.GetStatusAsync()).Ledger.Stores[0].Store.Name;
await provider.GetRequiredKeyedService<IObjectStore>(main).DeleteAsync([.. uploaded.Select(resource => new ObjectToDelete(resource.ObjectKey))]);
await PrintAsync("main lost every object; backup answers");
var repair = await maintenance.RepairAsync(main);
await PrintAsync($"{repair.Repaired} copies in main repaired");
await storage.DeleteAsync(files.Keys.First());
await PrintAsync("one file deleted");

await storage.RestoreAsync(files.Keys.First());
await PrintAsync("the same file restored");
foreach (var resource in uploaded)
{
    await storage.PurgeAsync(resource.Key);
}

await PrintAsync("all purged again");
Directory.Delete(folder, recursive: true);

async Task PrintAsync(string what)
{
    var readable = 0;
    foreach (var (key, path) in files)
    {
        readable += await storage.ExistsAsync(key) && (await storage.ReadAllBytesAsync(key)).AsSpan().SequenceEqual(File.ReadAllBytes(path)) ? 1 : 0;
    }

    var status = (await maintenance.GetStatusAsync()).Ledger;
    Console.WriteLine($"{what,-42} {status.Live,5} {status.Stores[0].Stored,8} {status.Stores[1].Stored,10} {readable,9}");
}

static IEnumerable<(string Key, string Path)> Expand(string path, string pattern) => Directory.Exists(path)
    ? Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories).Select(file => (Path.GetRelativePath(Path.Combine(path, ".."), file).Replace('\\', '/'), file))
    : [(Path.GetFileName(path), path)];

static string FindRepository() => AppContext.BaseDirectory[..AppContext.BaseDirectory.LastIndexOf("artifacts", StringComparison.Ordinal)];
