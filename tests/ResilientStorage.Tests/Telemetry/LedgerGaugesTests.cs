using ResilientStorage.Testing;
using ResilientStorage.Uploads;
using Instruments = ResilientStorage.ResilientStorageTelemetry.Instruments;

namespace ResilientStorage.Telemetry;

/// <summary>What the ledger counts is asked after a sweep, and only for somebody.</summary>
[Collection(TelemetryGroup.Name)]
public sealed class LedgerGaugesTests
{
    private static readonly string[] Gauges = [Instruments.LedgerLive, Instruments.LedgerUnderReplicated, Instruments.LedgerRemovalsDue, Instruments.LedgerDeadLetters, Instruments.LedgerWorkAge];

    [Fact]
    public async Task Gauges_AfterASweep_WhatTheLedgerCounts()
    {
        await using var bed = new Observed(Small.NoRetention);
        var resource = await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        await bed.Storage.UploadAsync("b.bin", new byte[] { 1 });
        await bed.Storage.UploadAsync("c.bin", new byte[] { 1 });
        await bed.Storage.DeleteAsync("c.bin");
        bed.Test.Main.Lose(resource.ObjectKey);
        await bed.Storage.ReadAllBytesAsync("a.bin", new ReadOptions { ReadRepair = ReadRepair.Off });
        bed.Test.Clock.Advance(TimeSpan.FromSeconds(90));
        Assert.All(Gauges, gauge => Assert.Empty(bed.Measurements.Observe(gauge)));

        await bed.Test.Engine.Worker.PollOnceAsync(CancellationToken.None);

        // As the sweep left it: the poll has done the work since.
        Assert.Equal([2, 1, 2, 0, 90], Gauges.Select(gauge => Assert.Single(bed.Measurements.Observe(gauge)).Value));
    }

    [Fact]
    public async Task Gauges_NothingDue_AgeIsZero()
    {
        await using var bed = new Observed();

        await bed.Test.Engine.Worker.PollOnceAsync(CancellationToken.None);

        Assert.Equal(new Measured(Instruments.LedgerWorkAge, 0, ""), Assert.Single(bed.Measurements.Observe(Instruments.LedgerWorkAge)));
    }

    [Fact]
    public async Task Refresh_OncePerSweep_NotPerPoll()
    {
        await using var bed = new Observed();
        await bed.Test.Engine.Worker.PollOnceAsync(CancellationToken.None);
        await bed.Test.Engine.Worker.PollOnceAsync(CancellationToken.None);
        Assert.Equal(1, StatusCalls(bed));

        bed.Test.Clock.Advance(bed.Test.Options.SweepInterval);
        await bed.Test.Engine.Worker.PollOnceAsync(CancellationToken.None);

        Assert.Equal(2, StatusCalls(bed));
    }

    [Fact]
    public async Task Refresh_NobodyListens_LedgerNotAsked()
    {
        await using var bed = new Observed(measure: false);

        await bed.Test.Engine.Worker.PollOnceAsync(CancellationToken.None);

        Assert.Equal(0, StatusCalls(bed));
    }

    [Fact]
    public async Task Refresh_LedgerFails_PollGoesOnAndTheGaugesSayNothing()
    {
        await using var bed = new Observed(Small.NoRetention);
        await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        await bed.Test.Engine.Worker.PollOnceAsync(CancellationToken.None);
        Assert.All(Gauges, gauge => Assert.Single(bed.Measurements.Observe(gauge)));
        await bed.Storage.DeleteAsync("a.bin");
        bed.Test.Clock.Advance(bed.Test.Options.SweepInterval + bed.Test.Options.RemoveUnheardAfter);
        bed.Test.LedgerFaults.On(LedgerOperation.GetStatus).Fail();

        await bed.Test.Engine.Worker.PollOnceAsync(CancellationToken.None);
        bed.Test.Clock.Advance(bed.Test.Options.RemoveUnheardAfter);
        await bed.Test.Engine.Worker.PollOnceAsync(CancellationToken.None);

        Assert.Empty(TestStorage.Objects(bed.Test.Main));
        Assert.All(Gauges, gauge => Assert.Empty(bed.Measurements.Observe(gauge)));
        Assert.Contains(bed.Logs.Entries, static entry => entry.EventId == 700);
    }

    [Fact]
    public async Task Gauges_EngineDisposed_SayNothingThoughTheMeterLives()
    {
        await using var bed = new Observed();
        await bed.Test.Engine.Worker.PollOnceAsync(CancellationToken.None);

        await bed.Test.DisposeAsync();

        Assert.All([.. Gauges, Instruments.StoreBreakerState], gauge => Assert.Empty(bed.Measurements.Observe(gauge)));
    }

    private static int StatusCalls(Observed bed) => bed.Test.LedgerFaults.Calls.Count(static call => call.Operation == LedgerOperation.GetStatus);
}
