namespace ResilientStorage.Emulators;

/// <summary>Which calls go wrong, and how. The first fault that fits a call is taken, and used up.</summary>
public sealed class FaultPlan
{
    /// <summary>For a fault that lasts until <see cref="Clear"/>.</summary>
    public const int Always = int.MaxValue;

    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];

    /// <summary>Makes the next calls that fit go wrong.</summary>
    /// <param name="kind">How.</param>
    /// <param name="times">How many.</param>
    /// <param name="operation">Only this operation; null for any.</param>
    /// <param name="distributionId">Only this distribution; null for any.</param>
    public void Add(CloudFrontFaultKind kind, int times = 1, string? operation = null, string? distributionId = null)
    {
        lock (_gate)
        {
            _entries.Add(new Entry(new CloudFrontFault(kind), operation, distributionId) { Left = times });
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }

    internal CloudFrontFault? Take(Operation operation)
    {
        lock (_gate)
        {
            var entry = _entries.Find(entry => entry.Left > 0 && (entry.Operation ?? operation.Name) == operation.Name && (entry.DistributionId is null || entry.DistributionId == operation.DistributionId));
            if (entry is null)
            {
                return null;
            }

            entry.Left -= entry.Left == Always ? 0 : 1;
            return entry.Fault;
        }
    }

    private sealed record Entry(CloudFrontFault Fault, string? Operation, string? DistributionId)
    {
        public int Left { get; set; }
    }
}
