using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace ResilientStorage.Process.Memory;

/// <summary>Memory of an upload is that of the parts in flight, whatever the length of the content and the number of stores.</summary>
public sealed class UploadMemoryTests(ITestOutputHelper output)
{
    private const long Length = 256L << 20;
    private const int PartSize = 4 << 20;
    private const int PartsInFlight = 4;
    private const long Bound = (long)PartSize * PartsInFlight;

    /// <summary>Small buffers that files, JSON and others rent meanwhile.</summary>
    private const long SmallBuffers = 1L << 20;

    /// <summary>What everything else may allocate for 64 parts in two stores and a ledger, with what the pool makes anew for another thread.</summary>
    private const long AllocationSlack = 64L << 20;

    [Fact]
    public async Task Upload_LongAndOfUnknownLength_RentsNoMoreThanThePartsInFlight()
    {
        using var folder = new TemporaryFolder();
        await using var services = Open(folder.Path);
        var storage = services.Storage();
        await storage.UploadAsync("warm-up", new byte[] { 1 }.AsMemory());
        using var watch = new BufferWatch();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var resource = await storage.UploadAsync("large", new SeededStream(1, Length));

        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        output.WriteLine($"bound {Bound >> 20} MiB; rented at most {watch.Peak / 1048576.0:F1} MiB in {watch.Rentals} rentals; allocated {allocated / 1048576.0:F1} MiB for {Length >> 20} MiB.");
        Assert.Equal(Length, resource.Length);
        Assert.InRange(watch.Rentals, Length / PartSize, long.MaxValue);
        Assert.InRange(watch.Peak, PartSize, Bound + SmallBuffers);
        Assert.Equal(0, watch.Now);
        Assert.InRange(allocated, 0, Bound + AllocationSlack);
    }

    private static ServiceProvider Open(string folder) => new ServiceCollection()
        .AddResilientStorage(storage => storage
            .Main(StorageFolder.Main, store => store.UseFileSystem(StorageFolder.PathOf(folder, StorageFolder.Main)))
            .Backup(StorageFolder.Backup, store => store.UseFileSystem(StorageFolder.PathOf(folder, StorageFolder.Backup)))
            .Ledger(ledger => ledger.UseSqlite(Path.Join(folder, "ledger.db")))
            .Configure(static options =>
            {
                options.PartSize = PartSize;
                options.PartsInFlight = PartsInFlight;
                options.RunWorker = false;
            }))
        .BuildServiceProvider();
}
