using ResilientStorage.Simulation.Kernel;
using Xunit.Sdk;

namespace ResilientStorage.Invalidation.Properties;

/// <summary>Checks a property on generated lists. A failure names the seed and the fewest items that still fail.</summary>
internal static class Property
{
    public static void Check<TSettings, T>(Func<SimRandom, (TSettings Settings, IReadOnlyList<T> Items)> generate, Action<TSettings, IReadOnlyList<T>> check, int cases = 300)
    {
        for (var seed = 1UL; seed <= (ulong)cases; seed++)
        {
            var (settings, items) = generate(new SimRandom(seed));
            if (FailureOf(check, settings, items) is null)
            {
                continue;
            }

            var fewest = Shrink(items, candidate => FailureOf(check, settings, candidate) is not null);
            throw new XunitException($"Seed {seed} fails with {settings} and {fewest.Count} of {items.Count} items:\n{string.Join('\n', fewest)}\n{FailureOf(check, settings, fewest)!.Message}");
        }
    }

    /// <summary>Leaves out halves, quarters, ... and single items as long as it still fails.</summary>
    public static IReadOnlyList<T> Shrink<T>(IReadOnlyList<T> items, Func<IReadOnlyList<T>, bool> fails)
    {
        for (var size = Math.Max(1, items.Count / 2); ; size = Math.Max(1, size / 2))
        {
            var before = items.Count;
            for (var start = 0; start < items.Count;)
            {
                IReadOnlyList<T> candidate = [.. items.Take(start), .. items.Skip(start + size)];
                if (fails(candidate))
                {
                    items = candidate;
                }
                else
                {
                    start += size;
                }
            }

            if (size == 1 && items.Count == before)
            {
                return items;
            }
        }
    }

    private static Exception? FailureOf<TSettings, T>(Action<TSettings, IReadOnlyList<T>> check, TSettings settings, IReadOnlyList<T> items) => Record.Exception(() => check(settings, items));
}
