namespace ResilientStorage.Invalidation.Planning;

/// <summary>Paths without what another of them covers: nothing is lost, and nothing is paid for twice.</summary>
/// <param name="Kept">The paths, each before those that begin with it; a wildcard counts without its asterisk.</param>
/// <param name="KeptOf">For each path that was given the number of the kept one that covers it.</param>
internal sealed record PathReduction(string[] Kept, int[] KeptOf)
{
    public static PathReduction Of(IReadOnlyList<string> paths)
    {
        var sorted = new (string Path, int Index)[paths.Count];
        for (var index = 0; index < sorted.Length; index++)
        {
            sorted[index] = (paths[index], index);
        }

        Array.Sort(sorted, Compare);
        var kept = new List<string>(sorted.Length);
        var keptOf = new int[sorted.Length];
        foreach (var (path, index) in sorted)
        {
            if (kept.Count == 0 || !Covers(kept[^1], path))
            {
                kept.Add(path);
            }

            keptOf[index] = kept.Count - 1;
        }

        return new PathReduction([.. kept], keptOf);
    }

    public static bool IsWildcard(string path) => path[^1] == '*';

    /// <summary>The path without its asterisk.</summary>
    public static ReadOnlySpan<char> Body(string path) => IsWildcard(path) ? path.AsSpan(0, path.Length - 1) : path;

    // All that begin with a prefix follow it in this order, so that the last one kept is the only one that can cover the next.
    private static bool Covers(string cover, string path) =>
        IsWildcard(cover) ? Body(path).StartsWith(Body(cover)) : string.Equals(cover, path, StringComparison.Ordinal);

    private static int Compare((string Path, int Index) left, (string Path, int Index) right)
    {
        var order = Body(left.Path).SequenceCompareTo(Body(right.Path));
        return order != 0 ? order : IsWildcard(right.Path).CompareTo(IsWildcard(left.Path));
    }
}
