using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ResilientStorage.Alerts;

/// <summary>Remembers all that is logged, exceptions included, at every level.</summary>
internal sealed class RecordingLogger : ILogger, ILoggerProvider
{
    private readonly ConcurrentQueue<(int Id, string Text)> _entries = new();

    public IReadOnlyList<string> Lines => [.. _entries.Select(static entry => entry.Text)];

    public int CountOf(int eventId) => _entries.Count(entry => entry.Id == eventId);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue((eventId.Id, $"{formatter(state, exception)} {exception}"));

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }
}
