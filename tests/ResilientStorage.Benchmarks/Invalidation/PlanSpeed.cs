using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Planning;
using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Benchmarks.Invalidation;

/// <summary>Plans 100,000 changed keys with 13 wildcards.</summary>
internal static class PlanSpeed
{
    private const int Keys = 100_000;

    public static IEnumerable<SpeedMeasurement> Measure(ulong seed)
    {
        var random = new SimRandom(seed);
        yield return Measure("1,000 folders of 100", random, static index => $"/albums/{index / 100}/photo-{index % 100:D4}.jpg");
        yield return Measure("10,000 folders of 10 in 100 of 100", random, static index => $"/users/{index / 1_000}/albums/{index / 10 % 100}/photo-{index % 10:D4}.jpg");
        yield return Measure("one in each of 100,000 folders", random, static index => $"/users/{index}/avatar.png");
    }

    private static SpeedMeasurement Measure(string shape, SimRandom random, Func<int, string> pathOf)
    {
        var paths = Enumerable.Range(0, Keys).Select(pathOf).ToArray();
        for (var index = paths.Length - 1; index > 0; index--)
        {
            var other = random.Next(index + 1);
            (paths[index], paths[other]) = (paths[other], paths[index]);
        }

        // With some paths free and some slots, the measure bends twice, and every probe is made: the dearest case.
        var request = new InvalidationPlanRequest { Paths = paths, FreePathsThisMonth = 500 };
        var planner = new InvalidationPlanner(new InvalidationPlannerOptions());
        return SpeedMeasurement.Of($"plan {Keys:N0} keys, 13 wildcards: {shape}", () => planner.Plan(request));
    }
}
