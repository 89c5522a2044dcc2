using Microsoft.Extensions.Logging;

namespace ResilientStorage.Telemetry;

/// <summary>Keeps resource and object keys out of all levels above Debug: exceptions lose their texts there, and are logged whole at Debug.</summary>
internal sealed class KeylessLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel <= LogLevel.Debug || exception is null or LoggedException)
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
            return;
        }

        if (inner.IsEnabled(logLevel))
        {
            inner.Log(logLevel, eventId, state, LoggedException.Of(exception), formatter);
        }

        if (inner.IsEnabled(LogLevel.Debug))
        {
            inner.Log(LogLevel.Debug, eventId, state, exception, formatter);
        }
    }
}
