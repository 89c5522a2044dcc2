using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging;
using ResilientStorage.Alerts;
using ResilientStorage.Randomness;
using ResilientStorage.Stores;
using ResilientStorage.Telemetry;
using ResilientStorage.Testing;

namespace ResilientStorage.Invalidation.Reports;

public sealed class InvalidationReportsTests : IDisposable
{
    private readonly InMemoryObjectStore _store = new();
    private readonly LogRecorder _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task WriteAsync_SeveralSets_TextForTheConsoleAndAlertAndLogThatNameBoth()
    {
        await using var alerts = new TestAlerts();
        var reports = ReportsTo(alerts, _store);

        var key = await reports.WriteAsync([Batch("/a", "/b/*") with { Reason = new string('x', 5_000) }, Batch("/c")], CancellationToken.None);
        alerts.Run();

        Assert.Equal("CloudFront Id [E1]\n\n(Set 1 Start)\n/a\n/b/*\n(Set 1 End)\n\n(Set 2 Start)\n/c\n(Set 2 End)\n", Encoding.UTF8.GetString(_store.ReadBytes(key!)));
        var (text, json) = ($"team/{key}", $"team/{Path.ChangeExtension(key, "json")}");
        var alert = Assert.Single(alerts.Sent);
        Assert.Equal((AlertKind.InvalidationFailed, "photos-reports"), (alert.Kind, alert.ReportBucket));
        Assert.Equal([text, json], alert.ReportKeys);
        Assert.Contains($"'{text}' of photos-reports", AlertText.MessageOf(alert), StringComparison.Ordinal);
        var line = Assert.Single(_log.Entries, static entry => entry.Level == LogLevel.Error).Text;
        Assert.All([text, json, "photos-reports", "E1"], named => Assert.Contains(named, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteAsync_NoStore_AlertSaysSo()
    {
        await using var alerts = new TestAlerts();

        Assert.Null(await ReportsTo(alerts, store: null).WriteAsync([Batch("/a")], CancellationToken.None));
        alerts.Run();

        var alert = Assert.Single(alerts.Sent);
        Assert.Contains("No store for reports is configured (ReportsTo): the paths are in the journal.", alert.Message, StringComparison.Ordinal);
        Assert.Empty(alert.ReportKeys);
        Assert.Null(alert.ReportBucket);
    }

    [Fact]
    public async Task WriteAsync_StoreThatNeverAnswers_IsGivenUpSoThatOthersGoOn()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        await using var alerts = new TestAlerts();
        var faults = new StoreFaultPlan();
        faults.On(StoreOperation.Put).Hang();

        var writing = ReportsTo(alerts, FaultInjectingObjectStore.Wrap(_store, faults)).WriteAsync([Batch("/a")], CancellationToken.None);
        alerts.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(writing.IsCompleted);
        alerts.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await writing);
        Assert.Contains("could not be written", _log.Entries.Single(static entry => entry.Level == LogLevel.Error).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_StoreThatThrowsAnythingElse_IsGivenUpToo()
    {
        await using var alerts = new TestAlerts();

        Assert.Null(await ReportsTo(alerts, DispatchProxy.Create<IObjectStore, BrokenStore>()).WriteAsync([Batch("/a")], CancellationToken.None));
    }

    private InvalidationReports ReportsTo(TestAlerts alerts, IObjectStore? store) =>
        new(store, new StorePlace("s3", "", "photos-reports", "team/"), "invalidation_error/", alerts.Dispatcher, new IdFactory(alerts.Clock, new CryptographicRandomSource()), alerts.Clock, _log);

    private static InvalidationBatch Batch(params string[] paths) => new() { Id = Guid.Empty, DistributionId = "E1", CallerReference = "rs-" + paths.Length, Paths = paths, SinglePaths = paths.Length, CreatedAt = DateTimeOffset.UnixEpoch, Attempts = 8 };

    /// <summary>A driver of somebody else.</summary>
    public class BrokenStore : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new InvalidOperationException("broken");
    }
}
