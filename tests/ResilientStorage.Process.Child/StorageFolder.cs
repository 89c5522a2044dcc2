using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;

namespace ResilientStorage.Process;

/// <summary>A storage whose two stores and ledger lie in one folder: what the child writes and the test opens again.</summary>
internal static class StorageFolder
{
    public const string Main = "main";
    public const string Backup = "backup";

    /// <summary>Small, so that content of a few hundred KiB goes in parts.</summary>
    public const int PartSize = 64 << 10;

    public const int PartsInFlight = 2;

    /// <summary>Long enough for a machine that does ten other things; the test's clock is ahead of it, so that nobody waits.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan LateWriteGrace = TimeSpan.FromMinutes(1);

    public static string PathOf(string folder, string store) => Path.Join(folder, store);

    public static ServiceProvider Open(string folder, TimeProvider clock, bool runWorker = false)
    {
        Directory.CreateDirectory(folder);
        return new ServiceCollection()
            .AddSingleton(clock)
            .AddResilientStorage(storage => storage
                .Main(Main, store => store.UseFileSystem(PathOf(folder, Main)))
                .Backup(Backup, store => store.UseFileSystem(PathOf(folder, Backup)))
                .Ledger(ledger => ledger.UseSqlite(Path.Join(folder, "ledger.db")))
                .Configure(options => Configure(options, runWorker)))
            .BuildServiceProvider();
    }

    public static void Configure(ResilientStorageOptions options, bool runWorker)
    {
        options.PartSize = PartSize;
        options.PartsInFlight = PartsInFlight;
        options.Lease = Lease;
        options.LateWriteGrace = LateWriteGrace;
        options.DeletedRetention = TimeSpan.Zero;
        options.SupersededRetention = TimeSpan.Zero;
        options.ReaderGrace = TimeSpan.Zero;
        options.RunWorker = runWorker;
        options.PollInterval = TimeSpan.FromSeconds(0.2);
    }
}
