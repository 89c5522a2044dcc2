using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;

namespace ResilientStorage.Cli.Hosting;

/// <summary>The storage of <c>--data</c>: everything in one folder.</summary>
internal sealed class StorageFolder(string path) : StorageSource(InstanceName.Default)
{
    private readonly string _path = Path.GetFullPath(path);

    protected override IEnumerable<string> FindOwnPaths() => [_path];

    protected override void Register(IServiceCollection services, bool runWorker)
    {
        Directory.CreateDirectory(_path);
        services.AddResilientStorage(storage => storage
            .Main("main", store => store.UseFileSystem(Path.Combine(_path, "main")))
            .Backup("backup", store => store.UseFileSystem(Path.Combine(_path, "backup")))
            .Ledger(ledger => ledger.UseSqlite(Path.Combine(_path, "ledger.db")))
            .Configure(options => options.RunWorker = runWorker));
    }
}
