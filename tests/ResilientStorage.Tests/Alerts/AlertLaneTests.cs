namespace ResilientStorage.Alerts;

public sealed class AlertLaneTests
{
    private static readonly TimeSpan SinkTimeout = new AlertsOptions().SinkTimeout;

    [Fact]
    public async Task Offer_MoreThanMaxPerHour_HeldBackCountedAndTheLatestSentWhenTheHourIsOver()
    {
        await using var test = new TestAlerts(static options => options.MaxPerHour = 3);
        test.RaiseApart(10);
        test.Run();
        Assert.Equal(3, test.Sent.Count);

        test.Run(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.Equal(3, test.Sent.Count);
        test.Run(TimeSpan.FromTicks(1));

        Assert.Equal(4, test.Sent.Count);
        Assert.Equal(("store-9", 6), (test.Sent[3].Store, test.Sent[3].HeldBack));
        Assert.Equal((10, 7), (test.Logger.CountOf(600), test.Logger.CountOf(604)));
    }

    [Fact]
    public async Task Offer_AfterAnHour_RoomAgainAndNothingMoreToTell()
    {
        await using var test = new TestAlerts(static options => options.MaxPerHour = 2);
        test.RaiseApart(3);
        test.Run(TimeSpan.FromHours(1));
        Assert.Equal(3, test.Sent.Count);

        test.Raise(store: "next");
        test.Run();

        Assert.Equal([0, 0, 0, 0], test.Sent.Select(static alert => alert.HeldBack));
    }

    [Fact]
    public async Task Offer_LimitPerSink_EachSinkHasItsOwn()
    {
        var failing = new Testing.RecordingAlertSink { Error = new InvalidOperationException("gone") };
        var working = new Testing.RecordingAlertSink();
        await using var test = new TestAlerts(static options => options.MaxPerHour = 5, failing, working);

        test.RaiseApart(4);
        test.Run();

        Assert.Equal((4, 4), (failing.Alerts.Count, working.Alerts.Count));
        Assert.Equal(4, test.Logger.CountOf(601));
    }

    [Fact]
    public async Task Offer_SinkThatFailed_NextOneSaysHowManyWereLost()
    {
        await using var test = new TestAlerts();
        test.Sink.Error = new InvalidOperationException("gone");
        test.RaiseApart(3);
        test.Run();
        test.Sink.Error = null;
        test.Sink.Clear();

        test.Raise(store: "next");
        test.Run();

        Assert.Equal(3, Assert.Single(test.Sent).HeldBack);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deliver_SinkHangs_GivenUpAndOthersAndLaterAlertsGoOn(bool heedsToken)
    {
        var hanging = new HangingAlertSink(heedsToken);
        var working = new Testing.RecordingAlertSink();
        await using var test = new TestAlerts(null, hanging, working);
        test.Raise(store: "first");
        test.Run();
        hanging.Hangs = false;

        test.Raise(store: "second");
        test.Run();
        Assert.Equal(["first", "second"], hanging.Asked.Select(static alert => alert.Store));
        Assert.Equal(["first", "second"], working.Alerts.Select(static alert => alert.Store));
        Assert.Equal(0, test.Logger.CountOf(603));

        test.Run(SinkTimeout);
        Assert.Equal(1, test.Logger.CountOf(603));
    }

    [Fact]
    public async Task Deliver_SinkThatNeverReturns_GivenUpUntilTooManyHangAndResumedWhenTheyReturn()
    {
        var hanging = new HangingAlertSink(heedsToken: false);
        await using var test = new TestAlerts(static options => options.MaxPerHour = 1_000, hanging);
        test.RaiseApart(100);
        test.Run();
        Assert.Equal(AlertLane.MaxUnderWay, hanging.Asked.Count);
        Assert.Equal(100 - AlertLane.MaxWaiting, test.Logger.CountOf(604));

        for (var i = 0; i < 10; i++)
        {
            test.Run(SinkTimeout);
        }

        Assert.Equal(AlertLane.MaxAbandoned, hanging.Asked.Count);
        Assert.Equal(1, test.Logger.CountOf(607));
        hanging.Hangs = false;
        hanging.Return();
        test.Run();

        // Those given up count as not arrived, though the sink came back later.
        Assert.Equal(100, hanging.Asked.Skip(AlertLane.MaxAbandoned).Sum(static alert => 1 + alert.HeldBack));
    }

    [Fact]
    public async Task Deliver_LoneAlertThatFailed_SentAgainAfterPausesThatGrow()
    {
        await using var test = new TestAlerts();
        test.Sink.Error = new InvalidOperationException("gone");
        test.Raise(AlertKind.ResourceLost);
        test.Run();
        Assert.Single(test.Sent);

        test.Run(AlertLane.FirstPause - TimeSpan.FromTicks(1));
        Assert.Single(test.Sent);
        test.Run(TimeSpan.FromTicks(1));
        Assert.Equal(2, test.Sent.Count);
        test.Run((AlertLane.FirstPause * 2) - TimeSpan.FromTicks(1));
        Assert.Equal(2, test.Sent.Count);
        test.Sink.Error = null;
        test.Run(TimeSpan.FromTicks(1));

        Assert.Equal([AlertKind.ResourceLost, AlertKind.ResourceLost, AlertKind.ResourceLost], test.Sent.Select(static alert => alert.Kind));
        Assert.Equal(0, test.Sent[2].HeldBack);
        test.Run(TimeSpan.FromDays(1));
        Assert.Equal(3, test.Sent.Count);
    }

    [Fact]
    public async Task Deliver_SinkThrowsBeforeItsTask_LoggedAndOthersToldAsWell()
    {
        var working = new Testing.RecordingAlertSink();
        await using var test = new TestAlerts(null, new ThrowingAlertSink(), working);

        test.Raise();
        test.Run();

        Assert.Single(working.Alerts);
        Assert.Equal(1, test.Logger.CountOf(601));
    }

    private sealed class ThrowingAlertSink : IAlertSink
    {
        public ValueTask SendAsync(StorageAlert alert, CancellationToken cancellationToken = default) => throw new NotSupportedException("no");
    }
}
