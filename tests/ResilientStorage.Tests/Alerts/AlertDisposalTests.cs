namespace ResilientStorage.Alerts;

public sealed class AlertDisposalTests
{
    [Fact]
    public async Task DisposeAsync_WhatIsGatheredAndNotYetBegun_IsSent()
    {
        var test = new TestAlerts();
        test.Raise();
        test.Raise();
        test.Raise();

        await test.DisposeAsync();

        Assert.Equal([1, 2], test.Sent.Select(static alert => alert.Count));
        Assert.Equal(0, test.Clock.ArmedTimers);
        Assert.Equal(0, test.Logger.CountOf(605));
    }

    [Fact]
    public async Task DisposeAsync_MoreThanFitUnderWay_AllSent()
    {
        var test = new TestAlerts();
        test.RaiseApart(20);

        await test.DisposeAsync();

        Assert.Equal(20, test.Sent.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DisposeAsync_SinkHangs_WaitsForTheDrainTimeoutAndLogs(bool heedsToken)
    {
        var test = new TestAlerts(null, new HangingAlertSink(heedsToken));
        test.RaiseApart(6);
        test.Run();

        var disposing = test.Dispatcher.DisposeAsync();
        Assert.False(disposing.IsCompleted);
        test.Run(test.Options.DrainTimeout);
        await disposing;

        Assert.Equal(1, test.Logger.CountOf(605));
        Assert.Contains(test.Logger.Lines, static line => line.StartsWith("6 alerts did not reach the sink HangingAlertSink", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DisposeAsync_NoDrainTimeout_OnlyLogged()
    {
        var test = new TestAlerts(static options => options.DrainTimeout = TimeSpan.Zero);
        test.Raise();
        test.Raise();

        await test.DisposeAsync();

        Assert.Empty(test.Sent);
        Assert.Contains(test.Logger.Lines, static line => line.StartsWith("2 alerts did not reach", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DisposeAsync_HeldBack_LoggedWithTheirCount()
    {
        var test = new TestAlerts(static options => options.MaxPerHour = 1);
        test.RaiseApart(4);
        test.Run();

        await test.DisposeAsync();

        Assert.Single(test.Sent);
        Assert.Contains(test.Logger.Lines, static line => line.StartsWith("3 alerts did not reach", StringComparison.Ordinal));
    }

    [Fact]
    public void Dispose_Synchronously_NothingSentEverythingLogged()
    {
        var test = new TestAlerts();
        test.Raise();
        test.Raise();
        test.Raise();

        test.Dispatcher.Dispose();
        test.Run(TimeSpan.FromHours(1));

        Assert.Empty(test.Sent);
        Assert.Equal((1, 1), (test.Logger.CountOf(605), test.Logger.CountOf(606)));
        Assert.Contains(test.Logger.Lines, static line => line.StartsWith("2 alerts DeadLetter of store main were logged and not sent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Raise_AfterDisposal_OnlyLogged()
    {
        var test = new TestAlerts();
        await test.DisposeAsync();

        test.Raise();
        test.Run();

        Assert.Empty(test.Sent);
        Assert.Equal(1, test.Logger.CountOf(600));
    }

    [Fact]
    public async Task DisposeAsync_Engine_SendsWhatItRaised()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var test = new TestStorage();
        var resource = await test.Storage.UploadAsync("a.bin", new byte[] { 1 });
        test.Main.Corrupt(resource.ObjectKey, 0);
        await test.Storage.ReadAllBytesAsync("a.bin");
        Assert.Empty(test.Alerts.Alerts);

        await test.DisposeAsync();

        Assert.Equal(AlertKind.ReplicaCorrupt, Assert.Single(test.Alerts.Alerts).Kind);
    }
}
