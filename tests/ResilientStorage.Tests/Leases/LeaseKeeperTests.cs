using System.Reflection;
using Microsoft.Extensions.Logging;
using ResilientStorage.Ledger;
using ResilientStorage.Telemetry;
using ResilientStorage.Testing;

namespace ResilientStorage.Leases;

/// <summary>What a renewal that fails leaves in the log.</summary>
public sealed class LeaseKeeperTests
{
    [Theory]
    [InlineData(true, true, LogLevel.Debug)]
    [InlineData(true, false, LogLevel.Warning)]
    [InlineData(false, true, LogLevel.Warning)]
    public async Task Renewal_Fails_IsAWarningUnlessALockWasNotToBeWaitedFor(bool doNotWait, bool isLocked, LogLevel level)
    {
        var clock = new ManualTimeProvider();
        using var logs = new LogRecorder();
        var ledger = DispatchProxy.Create<IResourceLedger, FailingLedger>();
        ((FailingLedger)(object)ledger).Error = new LedgerException(LedgerErrorKind.Unavailable, "No.") { IsLocked = isLocked };
        var lease = new LedgerLease { WorkId = 1, Epoch = 1, Duration = TimeSpan.FromSeconds(60), DoNotWait = doNotWait };
        await using var keeper = new LeaseKeeper(ledger, lease, clock.GetTimestamp(), clock, logs);

        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(level, Assert.Single(logs.Entries).Level);
        Assert.False(keeper.Lost.IsCancellationRequested);
    }
}
