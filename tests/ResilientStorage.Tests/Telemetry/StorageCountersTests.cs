using ResilientStorage.Testing;
using ResilientStorage.Uploads;
using Instruments = ResilientStorage.ResilientStorageTelemetry.Instruments;

namespace ResilientStorage.Telemetry;

/// <summary>What happens in the protocol is counted, exactly.</summary>
[Collection(TelemetryGroup.Name)]
public sealed class StorageCountersTests
{
    [Fact]
    public async Task MainLostItsCopy_FallbackRepairAndWork()
    {
        await using var bed = new Observed();
        var resource = await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        bed.Test.Main.Lose(resource.ObjectKey);

        await bed.Storage.ReadAllBytesAsync("a.bin");
        await bed.Test.Maintenance.RunPendingWorkAsync();

        Assert.Equal(["error.type=not_found store=main work=read"], bed.Measurements.TagsOf(Instruments.ReadFallbacks));
        Assert.Equal(["kind=missing store=main"], bed.Measurements.TagsOf(Instruments.RepairsQueued));
        Assert.Equal(["kind=repair outcome=done store=main"], bed.Measurements.TagsOf(Instruments.WorkItems));
        Assert.Empty(bed.Measurements.Of(Instruments.Alerts));
    }

    [Fact]
    public async Task BothStoresDark_EachFallbackOnceAndNoRepair()
    {
        await using var bed = new Observed();
        await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        bed.Test.MainFaults.Outage = bed.Test.BackupFaults.Outage = true;

        await Assert.ThrowsAsync<ResourceUnavailableException>(() => bed.Storage.ReadAllBytesAsync("a.bin"));

        Assert.Equal(["error.type=unavailable store=main work=read", "error.type=unavailable store=backup work=read"], bed.Measurements.TagsOf(Instruments.ReadFallbacks));
        Assert.Empty(bed.Measurements.Of(Instruments.RepairsQueued));
    }

    [Fact]
    public async Task MainHasWrongBytes_IntegrityCorruptAndAlert()
    {
        await using var bed = new Observed();
        var resource = await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        bed.Test.Main.Corrupt(resource.ObjectKey, 0);

        await bed.Storage.ReadAllBytesAsync("a.bin");

        Assert.Equal(["error.type=integrity store=main work=read"], bed.Measurements.TagsOf(Instruments.ReadFallbacks));
        Assert.Equal(["kind=corrupt store=main"], bed.Measurements.TagsOf(Instruments.RepairsQueued));
        Assert.Equal(["kind=replica_corrupt"], bed.Measurements.TagsOf(Instruments.Alerts));
    }

    [Fact]
    public async Task StoreRefusesARemoval_DoneRetriesAndOneDeadLetter()
    {
        await using var bed = new Observed(Small.NoRetention);
        await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        await bed.Storage.DeleteAsync("a.bin");
        bed.Test.BackupFaults.On(StoreOperation.Delete).RefuseKeys();
        for (var i = 0; i <= bed.Test.Options.RemovalRetries; i++)
        {
            await bed.Test.Maintenance.RunPendingWorkAsync();
            bed.Test.Clock.Advance(bed.Test.Options.MaxWorkRetryDelay);
        }

        Assert.Equal(1, bed.Measurements.Sum(Instruments.WorkItems, "kind=remove outcome=done store=main"));
        Assert.Equal(5, bed.Measurements.Sum(Instruments.WorkItems, "kind=remove outcome=retry store=backup"));
        Assert.Equal(1, bed.Measurements.Sum(Instruments.WorkItems, "kind=remove outcome=dead store=backup"));
        Assert.Equal(7, bed.Measurements.Of(Instruments.WorkItems).Count);
        Assert.Equal(["kind=dead_letter"], bed.Measurements.TagsOf(Instruments.Alerts));
    }

    [Fact]
    public async Task Alias_WrittenAfterAFailure_RetryThenDone()
    {
        await using var bed = new Observed();
        await bed.Storage.UploadAsync("a.bin", new byte[] { 1 }, new UploadOptions { PublishAt = PublishAt.Key("pub/a.bin") });
        bed.Test.MainFaults.On(StoreOperation.Find).Fail(StorageErrorKind.AccessDenied);

        await bed.Test.Maintenance.RunPendingWorkAsync();
        bed.Test.MainFaults.Heal();
        bed.Test.Clock.Advance(bed.Test.Options.MaxWorkRetryDelay);
        await bed.Test.Maintenance.RunPendingWorkAsync();

        Assert.Equal(["kind=alias outcome=retry store=main", "kind=alias outcome=done store=main"], bed.Measurements.TagsOf(Instruments.WorkItems));
    }

    [Fact]
    public async Task RepairAsync_StoreLostAnObject_CountedToo()
    {
        await using var bed = new Observed();
        var resource = await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        bed.Test.Backup.Lose(resource.ObjectKey);

        await bed.Test.Maintenance.RepairAsync("backup");

        Assert.Equal(["kind=missing store=backup"], bed.Measurements.TagsOf(Instruments.RepairsQueued));
        Assert.Equal(["kind=repair outcome=done store=backup"], bed.Measurements.TagsOf(Instruments.WorkItems));
        Assert.Equal(ReplicaState.Stored, await bed.Test.StateInAsync("backup", resource.VersionId));
    }
}
