using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Testing;

namespace ResilientStorage.Process.Races;

/// <summary>
/// Two engines with connections of their own on one SQLite file, as two processes would be. The stores are shared and in memory: a round on files waits for twenty
/// flushes of a disk, and what is raced for is decided in the ledger.
/// </summary>
internal sealed class Nodes : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(1);
    private readonly ServiceProvider _first;
    private readonly ServiceProvider _second;

    public Nodes()
    {
        _first = Open();
        _second = Open();
    }

    public IServiceProvider First => _first;

    public IServiceProvider Second => _second;

    public InMemoryObjectStore Main { get; } = new();

    public InMemoryObjectStore Backup { get; } = new();

    /// <summary>Runs both at once, each on a thread of its own, behind a barrier and a head start of some hundred microseconds at most for either: the node that wrote last has its pages in memory.</summary>
    public async Task<(T First, T Second)> RaceAsync<T>(Func<Task<T>> first, Func<Task<T>> second)
    {
        const int longestSpin = 20_000;
        using var start = new Barrier(2);
        async Task<T> RunAsync(Func<Task<T>> call, int spin)
        {
            start.SignalAndWait();
            Thread.SpinWait(spin);
            return await call();
        }

        var (firstSpin, secondSpin) = (_random.Next(longestSpin), _random.Next(longestSpin));
        var results = await Task.WhenAll(Task.Run(() => RunAsync(first, firstSpin)), Task.Run(() => RunAsync(second, secondSpin)));
        return (results[0], results[1]);
    }

    /// <summary>The bytes that a store holds; null when it has no such object.</summary>
    public static async Task<byte[]?> BytesAsync(InMemoryObjectStore store, string objectKey)
    {
        if (await store.FindAsync(objectKey) is null)
        {
            return null;
        }

        await using var download = await store.OpenReadAsync(objectKey, range: null);
        using var bytes = new MemoryStream();
        await download.Content.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        _folder.Dispose();
    }

    private ServiceProvider Open() => new ServiceCollection()
        .AddResilientStorage(storage => storage
            .Main(StorageFolder.Main, store => store.UseInMemory(Main))
            .Backup(StorageFolder.Backup, store => store.UseInMemory(Backup))
            .Ledger(ledger => ledger.UseSqlite(options =>
            {
                options.DataSource = Path.Join(_folder.Path, "ledger.db");
                options.BusyTimeout = TimeSpan.FromMinutes(1);
            }))
            .Configure(static options =>
            {
                StorageFolder.Configure(options, runWorker: false);
                options.LateWriteGrace = TimeSpan.Zero;
            }))
        .BuildServiceProvider();
}
