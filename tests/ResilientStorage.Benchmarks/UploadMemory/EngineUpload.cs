using Microsoft.Extensions.DependencyInjection;

namespace ResilientStorage.Benchmarks.UploadMemory;

/// <summary>The library as an app would use it: two folders, a SQLite ledger.</summary>
internal sealed class EngineUpload : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public EngineUpload(Settings settings, string folder)
    {
        Directory.CreateDirectory(folder);
        _services = new ServiceCollection()
            .AddResilientStorage(storage => storage
                .Main("main", store => store.UseFileSystem(Path.Join(folder, "main")))
                .Backup("backup", store => store.UseFileSystem(Path.Join(folder, "backup")))
                .Ledger(ledger => ledger.UseSqlite(Path.Join(folder, "ledger.db")))
                .Configure(options =>
                {
                    options.PartSize = settings.PartSize;
                    options.PartsInFlight = settings.PartsInFlight;
                    options.RunWorker = false;
                }))
            .BuildServiceProvider();
    }

    private IResilientStorage Storage => _services.GetRequiredService<IResilientStorage>();

    /// <summary>Makes tables and markers, and has the code compiled: what a process does once is not an upload's price.</summary>
    public Task WarmUpAsync() => Storage.UploadAsync("warm-up", new byte[] { 1 }.AsMemory());

    public Task RunAsync(Stream source) => Storage.UploadAsync("large.bin", source);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
