using ResilientStorage.Resilience;
using ResilientStorage.Testing;
using ResilientStorage.Uploads;
using Instruments = ResilientStorage.ResilientStorageTelemetry.Instruments;

namespace ResilientStorage.Telemetry;

/// <summary>Every operation of a storage is timed once.</summary>
[Collection(TelemetryGroup.Name)]
public sealed class OperationTelemetryTests
{
    [Fact]
    public async Task Duration_EveryOperation_OnceWithItsName()
    {
        await using var bed = new Observed();

        await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        await bed.Storage.ReadAllBytesAsync("a.bin");
        await bed.Storage.FindAsync("a.bin");
        await bed.Storage.DeleteAsync("a.bin");
        await bed.Storage.RestoreAsync("a.bin");
        await bed.Storage.DeleteManyAsync(["a.bin"]);
        await bed.Storage.PurgeAsync("a.bin");
        using var content = new MemoryStream([1]);
        await using var staged = await bed.Storage.StageAsync("b.bin", content);
        await staged.CommitAsync();

        string[] expected = ["upload", "read", "find", "delete", "restore", "delete", "purge", "stage", "commit"];
        Assert.Equal(expected.Select(static operation => $"operation={operation}"), bed.Measurements.TagsOf(Instruments.OperationDuration));
    }

    [Fact]
    public async Task Duration_StagedAndNotCommitted_IsNoUploadAndNoCommit()
    {
        await using var bed = new Observed();
        using var content = new MemoryStream([1]);
        var staged = await bed.Storage.StageAsync("a.bin", content);
        await staged.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => staged.CommitAsync());

        Assert.Equal(["operation=stage", "error.type=System.ObjectDisposedException operation=commit"], bed.Measurements.TagsOf(Instruments.OperationDuration));
        Assert.Empty(bed.Measurements.Of(Instruments.UploadContent));
    }

    [Fact]
    public async Task Duration_StoreTakesItsTime_InSecondsOfTheInjectedClock()
    {
        await using var bed = new Observed();
        bed.Test.MainFaults.On(StoreOperation.Put).ForKeys(Observed.IsContent).Delay(TimeSpan.FromSeconds(2.5));

        var upload = bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        bed.Test.Clock.Finish(upload);
        await upload;

        Assert.Equal(2.5, Assert.Single(bed.Measurements.Of(Instruments.OperationDuration)).Value);
    }

    [Fact]
    public async Task Duration_Failures_NameTheirError()
    {
        await using var bed = new Observed();
        await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        bed.Begin();

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => bed.Storage.OpenReadAsync("missing.bin"));
        await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => bed.Storage.UploadAsync("a.bin", new byte[] { 1 }));
        await Assert.ThrowsAsync<ArgumentException>(() => bed.Storage.FindAsync("/wrong"));
        bed.Test.LedgerFaults.On(LedgerOperation.Find).Fail();
        await Assert.ThrowsAsync<LedgerException>(() => bed.Storage.FindAsync("a.bin"));
        bed.Test.BackupFaults.On(StoreOperation.Put).ForKeys(Observed.IsContent).Fail(StorageErrorKind.QuotaExceeded);
        await Assert.ThrowsAsync<UploadFailedException>(() => bed.Storage.UploadAsync("b.bin", new byte[] { 1 }));

        Assert.Equal(
            [
                "error.type=resource_not_found operation=read",
                "error.type=resource_already_exists operation=upload",
                "error.type=System.ArgumentException operation=find",
                "error.type=ledger_unavailable operation=find",
                "error.type=quota_exceeded operation=upload",
            ],
            bed.Measurements.TagsOf(Instruments.OperationDuration));
    }

    [Fact]
    public async Task Duration_CallerCancels_OutcomeAndNoError()
    {
        await using var bed = new Observed();
        bed.Test.LedgerFaults.On(LedgerOperation.Find).Hang();
        using var stop = new CancellationTokenSource();

        var find = bed.Storage.FindAsync("a.bin", stop.Token);
        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => find);
        Assert.Equal(["operation=find outcome=cancelled"], bed.Measurements.TagsOf(Instruments.OperationDuration));
    }

    [Fact]
    public async Task UploadContent_UploadRepeatAndFailure_BytesOnceAndOnlyOfWhatBecameLive()
    {
        await using var bed = new Observed();
        var options = new UploadOptions { IdempotencyKey = "request-1" };
        await bed.Storage.UploadAsync("a.bin", new byte[Small.Window + 1], options);
        await bed.Storage.UploadAsync("a.bin", new byte[Small.Window + 1], options);
        bed.Test.BackupFaults.Outage = true;
        await Assert.ThrowsAsync<UploadFailedException>(() => bed.Storage.UploadAsync("b.bin", new byte[7]));

        Assert.Equal(new Measured(Instruments.UploadContent, Small.Window + 1, ""), Assert.Single(bed.Measurements.Of(Instruments.UploadContent)));
    }
}
