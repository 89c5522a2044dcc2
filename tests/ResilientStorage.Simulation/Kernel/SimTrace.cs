using System.Runtime.CompilerServices;

namespace ResilientStorage.Simulation.Kernel;

/// <summary>What happened in a run: always as a hash, to compare two runs of a seed; as text only when someone will read it.</summary>
internal sealed class SimTrace
{
    private readonly List<string> _lines = [];

    public bool KeepText { get; set; }

    /// <summary>Virtual time, kept by the loop.</summary>
    public TimeSpan Now { get; set; }

    public ulong Hash { get; private set; } = 14695981039346656037UL;

    public void Add([InterpolatedStringHandlerArgument("")] ref SimTraceHandler text)
    {
        Mix((ulong)Now.Ticks);
        if (KeepText)
        {
            _lines.Add($"{Now.TotalSeconds,12:0.0000} {text.ToStringAndClear()}");
        }
    }

    /// <summary>Adds something to the hash that both runs of a seed must share.</summary>
    public void Mix(ulong value) => Hash = (Hash ^ value) * 1099511628211UL;

    public void Mix(string value)
    {
        foreach (var c in value)
        {
            Mix(c);
        }
    }

    public IReadOnlyList<string> Tail(int count) => _lines.Count <= count ? _lines : _lines.GetRange(_lines.Count - count, count);
}
