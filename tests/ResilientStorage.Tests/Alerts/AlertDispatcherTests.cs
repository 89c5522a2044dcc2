using ResilientStorage.Testing;

namespace ResilientStorage.Alerts;

public sealed class AlertDispatcherTests
{
    private static readonly TimeSpan Window = new AlertsOptions().CoalesceWindow;
    private static readonly TimeSpan Moment = TimeSpan.FromTicks(1);

    [Fact]
    public async Task Raise_First_IsSentAtOnceWithEverything()
    {
        await using var test = new TestAlerts();
        var version = VersionId.Parse("0190a1b2-c3d4-7e5f-8a6b-0c1d2e3f4a5b");

        test.Dispatcher.Raise(AlertKind.ReplicaCorrupt, "Wrong bytes.", "main", "a.bin", version);
        Assert.Empty(test.Sent);
        test.Run();

        var alert = Assert.Single(test.Sent);
        Assert.Equal(
            new StorageAlert { Kind = AlertKind.ReplicaCorrupt, Instance = "default", Message = "Wrong bytes.", At = test.Clock.GetUtcNow(), Store = "main", ResourceKey = "a.bin", VersionId = version, NextStep = "resilient-storage show a.bin" },
            alert);
        Assert.Equal((test.Clock.GetUtcNow(), 1, 0), (alert.Since, alert.Count, alert.HeldBack));
    }

    [Fact]
    public async Task Raise_HundredOfOneKindInAWindow_OneAndASummaryOfNinetyNine()
    {
        await using var test = new TestAlerts();
        var begin = test.Clock.GetUtcNow();
        for (var i = 0; i < 100; i++)
        {
            test.Raise(key: $"key-{i}");
            test.Run(TimeSpan.FromSeconds(1));
        }

        Assert.Single(test.Sent);
        test.Run(Window - TimeSpan.FromSeconds(100) - Moment);
        Assert.Single(test.Sent);
        test.Run(Moment);

        Assert.Equal([1, 99], test.Sent.Select(static alert => alert.Count));
        var summary = test.Sent[1];
        Assert.Equal((begin, begin + TimeSpan.FromSeconds(99)), (summary.Since, summary.At));
        Assert.Equal(["key-1", "key-2", "key-3", "key-4", "key-5"], summary.SampleKeys);
        Assert.Equal("99 more since the last message, from 2000-01-01 00:00:01 UTC to 2000-01-01 00:01:39 UTC. The latest: About key-99.", summary.Message);
        Assert.Null(summary.ResourceKey);
        Assert.Equal(100, test.Logger.CountOf(600));
    }

    [Fact]
    public async Task WhenSentAsync_AlertUnderWay_EndsWithItsDelivery()
    {
        var sink = new HeldSink();
        await using var test = new TestAlerts(sinks: [sink]);
        Assert.True(test.Dispatcher.WhenSentAsync(CancellationToken.None).IsCompletedSuccessfully);
        test.Raise();

        var sent = test.Dispatcher.WhenSentAsync(CancellationToken.None);
        test.Run();
        Assert.False(sent.IsCompleted);
        sink.Release();

        await sent.WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task Raise_SeveralReportsInAWindow_SummaryNamesThemAll()
    {
        await using var test = new TestAlerts();
        for (var i = 0; i < 30; i++)
        {
            test.Dispatcher.Raise(AlertKind.InvalidationFailed, "Look.", report: new AlertReport("reports", [$"{i}.txt", $"{i}.json"]));
        }

        test.Run(Window);

        Assert.Equal(["0.txt", "0.json"], test.Sent[0].ReportKeys);
        Assert.Equal("reports", test.Sent[1].ReportBucket);
        Assert.Equal((50, "1.txt", "25.json"), (test.Sent[1].ReportKeys.Count, test.Sent[1].ReportKeys[0], test.Sent[1].ReportKeys[^1]));
    }

    [Fact]
    public async Task Raise_TroubleThatGoesOn_OneSummaryAWindowSinceItsBeginning()
    {
        await using var test = new TestAlerts();
        var begin = test.Clock.GetUtcNow();
        for (var i = 0; i < 30; i++)
        {
            test.Raise(AlertKind.QueueUnreachable, store: null);
            test.Run(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([1, 4, 5, 5, 5, 5, 5], test.Sent.Select(static alert => alert.Count));
        Assert.All(test.Sent, alert => Assert.Equal(begin, alert.Since));
    }

    [Fact]
    public async Task Raise_AfterAQuietWindow_IsSentAtOnceAndNoTimerIsLeft()
    {
        await using var test = new TestAlerts();
        test.Raise();
        test.Run(Window);
        Assert.Equal(0, test.Clock.ArmedTimers);

        test.Raise();
        test.Run();

        Assert.Equal([1, 1], test.Sent.Select(static alert => alert.Count));
        Assert.Equal(test.Clock.GetUtcNow(), test.Sent[1].Since);
    }

    [Fact]
    public async Task Raise_OtherKindOrStore_IsSentByItself()
    {
        await using var test = new TestAlerts();

        test.Raise(AlertKind.DeadLetter, "main");
        test.Raise(AlertKind.DeadLetter, "backup");
        test.Raise(AlertKind.DeadLetter, store: null);
        test.Raise(AlertKind.ReplicaCorrupt, "main");
        test.Run();

        Assert.Equal(4, test.Sent.Count);
    }

    [Fact]
    public async Task Raise_OneMoreInTheWindow_IsSentAsItWas()
    {
        await using var test = new TestAlerts();
        test.Raise(key: "a");
        test.Raise(key: "b");

        test.Run(Window);

        Assert.Equal((1, "About b.", "b"), (test.Sent[1].Count, test.Sent[1].Message, test.Sent[1].ResourceKey));
    }

    [Fact]
    public async Task Raise_SeveralOfOneKey_SummaryNamesIt()
    {
        await using var test = new TestAlerts();
        for (var i = 0; i < 3; i++)
        {
            test.Raise(AlertKind.ReplicaCorrupt, key: "a");
        }

        test.Run(Window);

        Assert.Equal((2, "a", "resilient-storage show a"), (test.Sent[1].Count, test.Sent[1].ResourceKey, test.Sent[1].NextStep));
    }

    [Fact]
    public async Task Raise_NoWindow_EachIsSent()
    {
        await using var test = new TestAlerts(static options => options.CoalesceWindow = TimeSpan.Zero);
        test.Raise();
        test.Raise();

        test.Run();

        Assert.Equal([1, 1], test.Sent.Select(static alert => alert.Count));
    }

    [Fact]
    public async Task Raise_EndlessStoreNames_StateStaysBounded()
    {
        await using var test = new TestAlerts();

        test.RaiseApart(5_000);
        test.Run(Window);

        Assert.True(test.Clock.ArmedTimers < 300, $"{test.Clock.ArmedTimers} timers are armed");
        Assert.Equal(5_000, test.Logger.CountOf(600));
    }

    [Fact]
    public void Raise_NoSinks_OnlyLogged()
    {
        var clock = new ManualTimeProvider();
        var logger = new RecordingLogger();
        using var dispatcher = new AlertDispatcher([], new AlertsOptions(), clock, "default", logger);

        dispatcher.Raise(AlertKind.DeadLetter, "Look.");

        Assert.Equal((1, 0), (logger.CountOf(600), clock.ArmedTimers));
    }

    private sealed class HeldSink : IAlertSink
    {
        private readonly TaskCompletionSource _held = new();

        public void Release() => _held.SetResult();

        public ValueTask SendAsync(StorageAlert alert, CancellationToken cancellationToken = default) => new(_held.Task);
    }
}
