using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;
using ResilientStorage.Ledger;
using ResilientStorage.Stores;

namespace ResilientStorage.Testing.Tests;

public sealed class InMemoryResourceLedgerTests
{
    [Fact]
    public async Task AnyCall_IsCompletedWhenItReturns()
    {
        var bed = await LedgerTestBed.OpenAsync();

        Assert.True(bed.BeginAsync("a").IsCompletedSuccessfully);
        Assert.True(bed.Ledger.GetStatusAsync().IsCompletedSuccessfully);
        Assert.True(bed.Ledger.FindAsync(new ResourceLookup()).IsFaulted);
        await using var listing = bed.Ledger.ListAsync(new ResourceQuery()).GetAsyncEnumerator();
        Assert.True(listing.MoveNextAsync().AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Database_OutlivesTheLedgerObjectThatWroteIt()
    {
        var bed = await LedgerTestBed.OpenAsync();
        var id = await bed.UploadAsync("a");
        var afterCrash = new InMemoryResourceLedger(bed.Database);
        await afterCrash.OpenAsync(new LedgerOpening { Instance = "photos", Stores = [], NewLedgerId = Guid.Empty });

        Assert.Equal(id, (await afterCrash.FindAsync(new ResourceLookup { Key = "a" }))!.Resource.VersionId);
    }

    [Fact]
    public async Task Ledgers_WithoutADatabase_ShareNothing()
    {
        var opening = new LedgerOpening { Instance = "photos", Stores = [new StoreRegistration("m", StoreRole.Main, new StorePlace("memory", "", "m"))], NewLedgerId = Guid.Empty };
        var first = new InMemoryResourceLedger();
        var second = new InMemoryResourceLedger();
        await first.OpenAsync(opening);
        await second.OpenAsync(opening);
        await first.ChangeStoreAsync(new StoreChange { Store = "m", Kind = StoreChangeKind.RecordMarker, MarkerId = Guid.Empty });

        Assert.Null((await second.OpenAsync(opening)).Stores[0].MarkerId);
    }

    [Fact]
    public async Task Sweep_RemovalsThatAreLacking_AreQueuedBatchByBatch()
    {
        var bed = await LedgerTestBed.OpenAsync();
        foreach (var key in new[] { "a", "b", "c" })
        {
            var id = await bed.UploadAsync(key);
            await bed.DeleteAsync(key);
            foreach (var replica in bed.Rows.FindVersion(id)!.Replicas)
            {
                bed.Rows.Work.Remove(replica.Removal!.Id);
                replica.Removal = null;
            }
        }

        var first = await bed.Ledger.SweepAsync(new LedgerSweep { MaxVersions = 2 });
        var second = await bed.Ledger.SweepAsync(new LedgerSweep { MaxVersions = 2 });

        Assert.Equal((4, true), (first.RemovalsQueued, first.HasMore));
        Assert.Equal((2, false), (second.RemovalsQueued, second.HasMore));
        Assert.Equal(6, (await bed.ClaimRemovalsAsync()).Count);
        Assert.Empty(bed.Check());
    }

    [Fact]
    public async Task UseInMemory_GivenADatabase_UsesIt()
    {
        var bed = await LedgerTestBed.OpenAsync();
        var id = await bed.UploadAsync("a");
        var ledger = Build(bed.Database, new ServiceCollection());
        await ledger.OpenAsync(new LedgerOpening { Instance = "photos", Stores = [], NewLedgerId = Guid.Empty });

        Assert.Equal(id, (await ledger.FindAsync(new ResourceLookup { Key = "a" }))!.Resource.VersionId);
    }

    [Fact]
    public async Task UseInMemory_WithoutADatabase_TakesTheRegisteredClock()
    {
        var clock = new ManualTimeProvider();
        var ledger = Build(database: null, new ServiceCollection().AddSingleton<TimeProvider>(clock));
        await ledger.OpenAsync(new LedgerOpening { Instance = "photos", Stores = [new StoreRegistration("m", StoreRole.Main, new StorePlace("memory", "", "m"))], NewLedgerId = Guid.Empty });
        await ledger.BeginUploadAsync(new NewVersion { Key = "a", VersionId = default, ObjectKey = "a", Lease = LedgerTestBed.Lease });

        Assert.Equal(clock.GetUtcNow(), (await ledger.FindAsync(new ResourceLookup { VersionId = default(VersionId) }))!.Resource.CreatedAt);
    }

    private static IResourceLedger Build(InMemoryLedgerDatabase? database, IServiceCollection services)
    {
        var builder = new ResilientStorageBuilder(services, "photos").Ledger(ledger => ledger.UseInMemory(database)).LedgerBuilder;
        return builder.Factory!(new Services(services));
    }

    /// <summary>Enough of a container: the registered instances.</summary>
    private sealed class Services(IServiceCollection services) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            services.LastOrDefault(service => service.ServiceType == serviceType)?.ImplementationInstance;
    }
}
