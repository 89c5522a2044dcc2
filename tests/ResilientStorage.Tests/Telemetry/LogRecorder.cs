using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ResilientStorage.Telemetry;

/// <summary>Remembers all that is logged and all scopes, with every value and exception, at every level.</summary>
internal sealed class LogRecorder : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();

    public LogLevel Least { get; init; } = LogLevel.Trace;

    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _entries.Enqueue(new LogEntry(LogLevel.Critical, EventId: -1, $"{state}", Error: null));
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel >= Least;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(static pair => $"{pair.Key}={pair.Value}")) : "";
        _entries.Enqueue(new LogEntry(logLevel, eventId.Id, $"{formatter(state, exception)} | {values} | {exception} | {exception?.Message}", exception));
    }

    public void Dispose()
    {
    }
}
