namespace ResilientStorage.Benchmarks.Statistics;

/// <summary>The times of one contestant, by round.</summary>
internal sealed class Samples(string name)
{
    private readonly SortedDictionary<int, double> _milliseconds = [];

    public string Name => name;

    public int Count => _milliseconds.Count;

    public double Median => Statistic.Median([.. _milliseconds.Values]);

    public void Add(int round, double milliseconds) => _milliseconds.Add(round, milliseconds);

    /// <summary>This one's time divided by the other's, for each round that both took part in.</summary>
    public IReadOnlyList<double> RatiosTo(Samples other) =>
        [.. _milliseconds.Where(sample => other._milliseconds.ContainsKey(sample.Key)).Select(sample => sample.Value / other._milliseconds[sample.Key])];

    /// <summary>The same with other numbers, for what is compared per unit or summed up.</summary>
    public Samples Map(Func<double, double> change)
    {
        var mapped = new Samples(name);
        foreach (var (round, value) in _milliseconds)
        {
            mapped.Add(round, change(value));
        }

        return mapped;
    }
}
