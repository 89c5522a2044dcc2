using ResilientStorage.Testing;

namespace ResilientStorage.Alerts;

/// <summary>The dispatcher alone, on a clock that the test moves.</summary>
internal sealed class TestAlerts : IAsyncDisposable
{
    public TestAlerts(Action<AlertsOptions>? configure = null, params IReadOnlyList<IAlertSink> sinks)
    {
        // Continuations run inline, as in an app without one.
        SynchronizationContext.SetSynchronizationContext(null);
        configure?.Invoke(Options);
        Dispatcher = new AlertDispatcher(sinks.Count == 0 ? [Sink] : sinks, Options, Clock, "default", Logger);
    }

    public ManualTimeProvider Clock { get; } = new();

    public AlertsOptions Options { get; } = new() { CommandArguments = "" };

    public RecordingLogger Logger { get; } = new();

    public RecordingAlertSink Sink { get; } = new();

    public AlertDispatcher Dispatcher { get; }

    public IReadOnlyList<StorageAlert> Sent => Sink.Alerts;

    public void Raise(AlertKind kind = AlertKind.DeadLetter, string? store = "main", string? key = null) =>
        Dispatcher.Raise(kind, $"About {key ?? "all"}.", store, key);

    /// <summary>Raises alerts that are of different stores, so that none is gathered.</summary>
    public void RaiseApart(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Raise(store: $"store-{i}");
        }
    }

    public void Run(TimeSpan time = default) => Clock.Advance(time);

    /// <summary>Disposes the dispatcher, with the time that it may take.</summary>
    public async ValueTask DisposeAsync()
    {
        var disposing = Dispatcher.DisposeAsync();
        Run(Options.DrainTimeout);
        await disposing;
        Logger.Dispose();
    }
}
