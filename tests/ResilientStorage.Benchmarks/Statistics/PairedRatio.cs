namespace ResilientStorage.Benchmarks.Statistics;

/// <summary>How much longer one contestant took than another in the same round.</summary>
/// <param name="Median">The median of the ratios.</param>
/// <param name="Low">The lower end of its 95 % interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Pairs">How many rounds both took part in.</param>
internal sealed record PairedRatio(double Median, double Low, double High, int Pairs)
{
    public static PairedRatio Of(Samples subject, Samples other)
    {
        var ratios = subject.RatiosTo(other).ToArray();
        var (low, high) = Statistic.MedianInterval(ratios);
        return new PairedRatio(Statistic.Median(ratios), low, high, ratios.Length);
    }

    /// <summary>Noise of a few per cent is no miss: the interval has to lie above the target as a whole.</summary>
    public bool Meets(double target) => Low <= target;
}
