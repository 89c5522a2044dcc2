using ResilientStorage.Resilience;

namespace ResilientStorage.Telemetry;

/// <summary>Nobody listening costs nothing.</summary>
[Collection(TelemetryGroup.Name)]
public sealed class QuietTests
{
    private static readonly StoreCall Call = new("main", "PutObject", "a.bin");
    private static readonly StorageException Error = new(StorageErrorKind.Unavailable, "It failed.");

    [Fact]
    public void Observer_NobodyListens_AllocatesNothing()
    {
        using var telemetry = new StorageTelemetry(meters: null, "photos", TimeProvider.System);

        Assert.Equal(0, AllocatedBy(() => TellAll(telemetry)));
    }

    [Fact]
    public void Observer_SomebodyListens_IsWhatTheTestAboveWouldSee()
    {
        using var telemetry = new StorageTelemetry(meters: null, "photos", TimeProvider.System);
        using var spans = new SpanRecorder("photos");

        Assert.NotEqual(0, AllocatedBy(() => TellAll(telemetry)));
    }

    [Fact]
    public void Operation_NobodyListens_TheStoragesOwnTask()
    {
        using var telemetry = new StorageTelemetry(meters: null, "photos", TimeProvider.System);
        var storage = new ConstantStorage();
        var instrumented = new InstrumentedStorage(storage, telemetry.Operations);

        Assert.Same(storage.Found, instrumented.FindAsync("a.bin"));
        Assert.Equal(0, AllocatedBy(() => instrumented.FindAsync("a.bin")));
    }

    private static void TellAll(StorageTelemetry telemetry)
    {
        telemetry.Stores.Attempted(new StoreAttempt(Call, StoreWork.Upload, Number: 2, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), Error, WasCancelled: false));
        telemetry.Stores.Refused(Call, StoreWork.Upload);
        telemetry.Stores.BreakerChanged("main", new StoreBreakerChange(StoreBreakerState.Open, TimeSpan.FromSeconds(15), Error));
        telemetry.Counters.FellBack("main", StorageErrorKind.Timeout, StoreWork.Read);
        telemetry.Counters.RepairQueued("main", Ledger.ReplicaFindingKind.Missing);
        telemetry.Counters.Worked("main", Ledger.WorkKind.Remove, Ledger.WorkOutcome.Done);
        telemetry.Counters.Alerted(Alerts.AlertKind.DeadLetter);
        using var span = telemetry.Spans.Start("span", "main");
        span.Fail(Error, CancellationToken.None);
    }

    private static long AllocatedBy(Action action)
    {
        // The first calls are compiled, which allocates.
        for (var i = 0; i < 100; i++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
