using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Alerts;
using ResilientStorage.Configuration;

namespace ResilientStorage.Testing.Tests.Alerts;

public sealed class RecordingAlertSinkTests
{
    private static readonly StorageAlert Alert = new() { Kind = AlertKind.DeadLetter, Instance = "documents", Message = "Look.", At = DateTimeOffset.UnixEpoch };
    private readonly RecordingAlertSink _sink = new();

    [Fact]
    public async Task SendAsync_Alerts_AreRememberedInOrder()
    {
        var second = Alert with { Kind = AlertKind.ResourceLost };
        await _sink.SendAsync(Alert);
        await _sink.SendAsync(second);

        Assert.Equal([Alert, second], _sink.Alerts);
        _sink.Clear();
        Assert.Empty(_sink.Alerts);
    }

    [Fact]
    public async Task SendAsync_PlannedError_IsThrownAndTheAlertRemembered()
    {
        var planned = new InvalidOperationException("Planned.");
        _sink.Error = planned;

        Assert.Same(planned, await Assert.ThrowsAsync<InvalidOperationException>(async () => await _sink.SendAsync(Alert)));
        Assert.Equal([Alert], _sink.Alerts);
    }

    [Fact]
    public async Task SendAsync_CancelledOrNull_RemembersNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _sink.SendAsync(Alert, new CancellationToken(canceled: true)));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await _sink.SendAsync(null!));

        Assert.Empty(_sink.Alerts);
    }

    [Fact]
    public void UseRecording_Sink_IsTheOneThatTheBuilderMakes()
    {
        var builder = new ResilientStorageBuilder(new ServiceCollection(), "documents").Alerts(alerts => alerts.UseRecording(_sink));
        using var provider = builder.Services.BuildServiceProvider();

        Assert.Same(_sink, Assert.Single(builder.AlertsBuilder.Factories)(provider));
    }
}
