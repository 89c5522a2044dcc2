namespace ResilientStorage.Benchmarks.Invalidation;

/// <summary>Gathers changes as the batcher does: ten seconds from the first that waits.</summary>
internal static class Windows
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    public static List<(TimeSpan At, IReadOnlyList<string> Paths)> Of(Workload workload)
    {
        var windows = new List<(TimeSpan At, IReadOnlyList<string> Paths)>();
        for (var index = 0; index < workload.Changes.Count;)
        {
            var end = workload.Changes[index].At + Length;
            var paths = workload.Changes.Skip(index).TakeWhile(change => change.At <= end).Select(static change => change.Path).ToList();
            windows.Add((end, paths));
            index += paths.Count;
        }

        return windows;
    }
}
