namespace ResilientStorage.Benchmarks.Statistics;

internal static class Statistic
{
    public static double Median(double[] values)
    {
        if (values.Length == 0)
        {
            return double.NaN;
        }

        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The 95 % interval of the median by the percentile bootstrap.</summary>
    public static (double Low, double High) MedianInterval(double[] values)
    {
        const int Resamples = 10_000;
        const double Tail = 0.025;
        if (values.Length == 0)
        {
            return (double.NaN, double.NaN);
        }

        // Seeded: the same samples always give the same interval.
        var random = new Random(Resamples);
        var medians = new double[Resamples];
        var resample = new double[values.Length];
        for (var i = 0; i < Resamples; i++)
        {
            for (var j = 0; j < resample.Length; j++)
            {
                resample[j] = values[random.Next(values.Length)];
            }

            medians[i] = Median(resample);
        }

        Array.Sort(medians);
        return (medians[(int)(Resamples * Tail)], medians[(int)(Resamples * (1 - Tail)) - 1]);
    }
}
