using ResilientStorage.Resilience;
using ResilientStorage.Testing;
using Instruments = ResilientStorage.ResilientStorageTelemetry.Instruments;

namespace ResilientStorage.Telemetry;

/// <summary>Every request to a store is measured; what was not sent is counted.</summary>
[Collection(TelemetryGroup.Name)]
public sealed class StoreTelemetryTests
{
    [Fact]
    public async Task Requests_UploadAndRead_StoreOperationAndPurpose()
    {
        await using var bed = new Observed();
        await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        await bed.Storage.ReadAllBytesAsync("a.bin");
        bed.Begin();

        await bed.Storage.UploadAsync("b.bin", new byte[] { 1 });
        await bed.Storage.ReadAllBytesAsync("b.bin");

        Assert.Equal(
            ["operation=PutObject store=main work=upload", "operation=PutObject store=backup work=upload", "operation=GetObject store=main work=read"],
            bed.Measurements.TagsOf(Instruments.StoreRequestDuration));
        Assert.Empty(bed.Measurements.Of(Instruments.StoreRetries));
        Assert.Empty(bed.Measurements.Of(Instruments.StorePermitWaitTime));
    }

    [Fact]
    public async Task Requests_TwoTriesFail_EachMeasuredAndTwoRetriesCounted()
    {
        await using var bed = new Observed();
        await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        bed.Begin();
        bed.Test.MainFaults.On(StoreOperation.Put).Calls(1, 2).Fail(StorageErrorKind.Throttled);

        await bed.Storage.UploadAsync("b.bin", new byte[] { 1 });

        const string Put = "operation=PutObject store=main work=upload";
        Assert.Equal(
            [$"error.type=throttled {Put}", $"error.type=throttled {Put}", Put],
            bed.Measurements.TagsOf(Instruments.StoreRequestDuration).Where(static tags => tags.EndsWith(Put, StringComparison.Ordinal)));
        Assert.Equal([Put, Put], bed.Measurements.TagsOf(Instruments.StoreRetries));
    }

    [Fact]
    public async Task Requests_CallerCancels_OutcomeAndTime()
    {
        await using var bed = new Observed();
        await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        bed.Begin();
        bed.Test.MainFaults.On(StoreOperation.OpenRead).Hang();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(3), bed.Test.Clock);

        var read = bed.Storage.OpenReadAsync("a.bin", cancellationToken: stop.Token);
        bed.Test.Clock.Advance(TimeSpan.FromSeconds(3));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(
            new Measured(Instruments.StoreRequestDuration, 3, "operation=GetObject outcome=cancelled store=main work=read"),
            Assert.Single(bed.Measurements.Of(Instruments.StoreRequestDuration)));
    }

    [Fact]
    public async Task Breaker_OutageAndRecovery_OpeningsRefusalsAndState()
    {
        await using var bed = new Observed();
        await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        Assert.Equal([(0d, "store=main"), (0d, "store=backup")], States(bed));
        bed.Test.Clock.Advance(TimeSpan.FromMinutes(5));
        bed.Test.MainFaults.Outage = true;

        for (var i = 0; i < bed.Test.Options.Resilience.Breaker.MinimumCalls; i++)
        {
            await bed.Storage.ReadAllBytesAsync("a.bin");
        }

        Assert.Equal(["error.type=unavailable store=main"], bed.Measurements.TagsOf(Instruments.StoreBreakerOpenings));
        Assert.Empty(bed.Measurements.Of(Instruments.StoreRefusals));
        await Assert.ThrowsAsync<UploadFailedException>(() => bed.Storage.UploadAsync("b.bin", new byte[] { 1 }));
        Assert.Equal(["operation=PutObject store=main work=upload"], bed.Measurements.TagsOf(Instruments.StoreRefusals));
        Assert.Equal([(2d, "store=main"), (0d, "store=backup")], States(bed));

        bed.Test.Heal();
        await bed.Storage.UploadAsync("c.bin", new byte[] { 1 });
        Assert.Equal([(0d, "store=main"), (0d, "store=backup")], States(bed));
        Assert.Empty(bed.Measurements.Of(Instruments.StoreBreakerOpenings));
    }

    [Fact]
    public async Task Attempted_WaitedForItsPermit_WaitInSeconds()
    {
        await using var bed = new Observed();
        var call = new Resilience.StoreCall("main", "PutObject", "a.bin");

        bed.Test.Engine.Telemetry.Stores.Attempted(new StoreAttempt(call, StoreWork.Removal, Number: 1, Waited: TimeSpan.FromSeconds(1.5), Duration: TimeSpan.Zero, Error: null, WasCancelled: false));

        Assert.Equal(new Measured(Instruments.StorePermitWaitTime, 1.5, "store=main work=removal"), Assert.Single(bed.Measurements.Of(Instruments.StorePermitWaitTime)));
    }

    [Fact]
    public async Task Attempted_NextBytesOfAnAnswer_NoRequest()
    {
        await using var bed = new Observed();
        var call = new Resilience.StoreCall("main", "GetObject", "a.bin");

        bed.Test.Engine.Telemetry.Stores.Attempted(new StoreAttempt(call, StoreWork.Read, Number: 0, TimeSpan.Zero, TimeSpan.Zero, Error: null, WasCancelled: false));

        Assert.Empty(bed.Measurements.All);
        Assert.Empty(bed.Spans.All);
    }

    private static IEnumerable<(double Value, string Tags)> States(Observed bed) =>
        bed.Measurements.Observe(Instruments.StoreBreakerState).Select(static measured => (measured.Value, measured.Tags));
}
