using Microsoft.Extensions.Logging;

namespace ResilientStorage.Telemetry;

/// <summary>A line of a log, with all that any formatter could print of it.</summary>
internal sealed record LogEntry(LogLevel Level, int EventId, string Text, Exception? Error);
