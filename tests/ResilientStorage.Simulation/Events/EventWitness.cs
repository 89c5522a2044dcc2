using System.Globalization;

using ResilientStorage.Invalidation;
using ResilientStorage.Simulation.Cdn;
using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Events;

/// <summary>I10 without a ledger: each event is told or reported, and paid for once, however often its source tells of it.</summary>
internal sealed class EventWitness(SimLoop loop) : ICdnWitness
{
    private readonly HashSet<string> _charged = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
    private int _reports;

    public IReadOnlyCollection<string> Charged => _charged;

    public IReadOnlyCollection<string> ReportedPaths => _reported;

    public void Taken(string reference, IReadOnlyList<string> paths)
    {
        loop.Trace.Add($"CloudFront takes {reference}: {string.Join(' ', paths)}");
        foreach (var path in paths.Where(path => !_charged.Add(path)))
        {
            loop.Violate("I10", $"{path} is charged twice for one event, now under {reference}.");
        }
    }

    public string Reported(IReadOnlyList<InvalidationBatch> batches)
    {
        _reported.UnionWith(batches.SelectMany(static batch => batch.Paths));
        return string.Create(CultureInfo.InvariantCulture, $"report{++_reports}");
    }

    /// <summary>When every event is acknowledged.</summary>
    public void CheckTold(IEnumerable<string> paths)
    {
        foreach (var path in paths.Where(path => !_charged.Contains(path) && !_reported.Contains(path)))
        {
            loop.Violate("I10", $"The event of {path} was acknowledged, and nobody was told of it.");
        }
    }
}
