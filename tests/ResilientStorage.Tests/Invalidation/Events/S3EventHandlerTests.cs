using Microsoft.Extensions.Logging;
using ResilientStorage.Alerts;
using ResilientStorage.Testing;

namespace ResilientStorage.Invalidation.Events;

public sealed class S3EventHandlerTests : IDisposable
{
    private readonly S3EventReceipts _receipts = new();
    private readonly ManualTimeProvider _time = new();
    private readonly RecordingLogger _logs = new();
    private readonly InMemoryInvalidationBatcher _batcher;

    public S3EventHandlerTests() => _batcher = new InMemoryInvalidationBatcher(_receipts);

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task HandleAsync_Changes_IsDoneOnlyWhenTheBatcherSettledThem()
    {
        var handling = Handler().HandleAsync(Sqs(("one", "a"), ("two", "b")));
        Assert.False(handling.IsCompleted);

        await _batcher.FlushAsync();

        Assert.True((await handling).IsAcknowledged);
        Assert.Equal(["a", "b"], _batcher.Changes.Select(static change => change.ObjectKey));
        Assert.Equal(0, _receipts.WaitingCount);
    }

    [Fact]
    public async Task HandleAsync_SameKeyInTwoMessages_IsOneChangeThatSettlesBoth()
    {
        var handling = Handler().HandleAsync(Sqs(("one", "a"), ("two", "a")));
        await _batcher.FlushAsync();

        var report = await handling;

        Assert.Equal(("a", 1), (Assert.Single(_batcher.Changes).ObjectKey, report.Changes));
        Assert.Equal([("one", true), ("two", true)], report.Messages.Select(static message => (message.Id!, message.IsAcknowledged)));
    }

    [Fact]
    public async Task HandleAsync_ReportedForReplay_IsAcknowledged()
    {
        _batcher.RefusalReason = "The distribution is gone.";
        var handling = Handler().HandleAsync(Sqs(("one", "a")));

        await _batcher.FlushAsync();

        Assert.True((await handling).IsAcknowledged);
    }

    [Fact]
    public async Task HandleAsync_NotSettledInTime_IsNotAcknowledged()
    {
        var handling = Handler().HandleAsync(Sqs(("one", "a")));

        _time.Advance(TimeSpan.FromSeconds(119));
        Assert.False(handling.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.False((await handling).IsAcknowledged);
        Assert.Equal(0, _receipts.WaitingCount);
        Assert.Equal(1, _logs.CountOf(853));
        await _batcher.FlushAsync();
    }

    [Fact]
    public async Task HandleAndFlushAsync_PartOfTheBatchSettled_AcknowledgesOnlyThoseMessages()
    {
        var batcher = new PartialBatcher(_receipts, ["b"]);

        var report = await new S3EventHandler(batcher, _receipts).HandleAndFlushAsync(Sqs(("one", "a"), ("two", "b"), ("three", "a")));

        Assert.Equal([true, false, true], report.Messages.Select(static message => message.IsAcknowledged));
    }

    [Fact]
    public async Task HandleAndFlushAsync_BatcherRefusesOneChange_TheOthersGoOn()
    {
        var batcher = new PartialBatcher(_receipts, []) { Refused = "a" };

        var report = await new S3EventHandler(batcher, _receipts, logger: Logger()).HandleAndFlushAsync(Sqs(("one", "a"), ("two", "b")));

        Assert.Equal([false, true], report.Messages.Select(static message => message.IsAcknowledged));
        Assert.Equal(1, _logs.CountOf(852));
        Assert.Equal(0, _receipts.WaitingCount);
    }

    [Fact]
    public async Task HandleAndFlushAsync_BatcherFailsAfterSettling_CountsTheChangeOnce()
    {
        var batcher = new PartialBatcher(_receipts, ["b"]) { SettledThenRefused = "a" };

        var report = await new S3EventHandler(batcher, _receipts, logger: Logger()).HandleAndFlushAsync(Sqs(("one", "a"), ("two", "b")));

        Assert.Equal([true, false], report.Messages.Select(static message => message.IsAcknowledged));
    }

    [Fact]
    public async Task HandleAndFlushAsync_FlushFails_NothingIsAcknowledgedAndNothingThrown()
    {
        _batcher.FlushError = new IOException("The network is gone.");

        var report = await Handler().HandleAndFlushAsync(Sqs(("one", "a"), ("two", "b")));

        Assert.Equal([false, false], report.Messages.Select(static message => message.IsAcknowledged));
        Assert.Equal(1, _logs.CountOf(854));
    }

    [Fact]
    public async Task HandleAsync_Cancelled_ThrowsAndKeepsNoReceipt()
    {
        using var cancellation = new CancellationTokenSource();
        var handling = Handler().HandleAsync(Sqs(("one", "a")), cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => handling);
        Assert.Equal(0, _receipts.WaitingCount);
    }

    [Fact]
    public async Task HandleAsync_OnlySkips_IsAcknowledgedAtOnceAndLoggedByReason()
    {
        var report = await Handler().HandleAsync(EventSamples.Parse(EventSamples.Notification(EventSamples.Record("a", version: "3.0"), EventSamples.Record("secret-key", version: "3.0"))));

        Assert.Equal((true, 0, 2), (report.IsAcknowledged, report.Changes, report.Skipped));
        Assert.Equal(1, _logs.CountOf(850));
        Assert.DoesNotContain(_logs.Lines, static line => line.Contains("secret-key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HandleAsync_UnreadableMessage_IsNotAcknowledgedAndLogged()
    {
        var report = await Handler().HandleAsync(EventSamples.Parse("not json"));

        Assert.Equal(S3EventErrorKind.Malformed, Assert.Single(report.Messages).Error?.Kind);
        Assert.False(report.IsAcknowledged);
        Assert.Equal(1, _logs.CountOf(851));
    }

    [Fact]
    public async Task SettledAsync_ReceiptsOfOthers_PassBy()
    {
        var handling = Handler().HandleAsync(Sqs(("one", "a")));

        await new S3EventReceipts().SettledAsync(new InvalidationOutcome([_batcher.Changes[0].Receipt!], IsAccepted: true));
        await _receipts.SettledAsync(new InvalidationOutcome(["s3-event-1", "someone-else's"], IsAccepted: true));

        Assert.Equal((false, 1), (handling.IsCompleted, _receipts.WaitingCount));
        await _batcher.FlushAsync();
        await handling;
    }

    private S3EventHandler Handler() => new(_batcher, _receipts, logger: Logger(), time: _time);

    private ILogger<S3EventHandler> Logger() => LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs)).CreateLogger<S3EventHandler>();

    private static S3EventBatch Sqs(params (string Id, string Key)[] messages) =>
        EventSamples.Parse(EventSamples.SqsInvocation([.. messages.Select(static message => (message.Id, EventSamples.Notification(EventSamples.Record(message.Key))))]));
}
