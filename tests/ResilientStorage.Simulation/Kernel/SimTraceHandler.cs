using System.Runtime.CompilerServices;

namespace ResilientStorage.Simulation.Kernel;

/// <summary>Formats a line of the trace only when text is kept: 500 seeds would spend most of their time on it.</summary>
[InterpolatedStringHandler]
internal ref struct SimTraceHandler
{
    private DefaultInterpolatedStringHandler _inner;
    private readonly bool _enabled;

    public SimTraceHandler(int literalLength, int formattedCount, SimTrace trace, out bool enabled)
    {
        _enabled = enabled = trace.KeepText;
        _inner = enabled ? new DefaultInterpolatedStringHandler(literalLength, formattedCount) : default;
    }

    public void AppendLiteral(string value) => _inner.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _inner.AppendFormatted(value);

    public string ToStringAndClear() => _enabled ? _inner.ToStringAndClear() : "";
}
