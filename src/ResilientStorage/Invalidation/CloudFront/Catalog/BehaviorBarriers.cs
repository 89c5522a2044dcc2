namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>Finds where, below a folder, content begins that is cached by other rules than what lies around it.</summary>
internal static class BehaviorBarriers
{
    private const BehaviorTreatment Rules = BehaviorTreatment.CanCache | BehaviorTreatment.SmoothStreaming;

    /// <summary>Finds them.</summary>
    /// <param name="patterns">The patterns of the behaviours.</param>
    /// <param name="treatments">What they do; the default behaviour is the last.</param>
    /// <returns>Beginnings of encoded paths. A pattern that is told by its end alone (<c>*.json</c>) has none: it lies everywhere.</returns>
    public static IReadOnlyList<string> Find(IReadOnlyList<PathPattern> patterns, IReadOnlyList<BehaviorTreatment> treatments)
    {
        var barriers = new List<string>();
        for (var index = 0; index < patterns.Count; index++)
        {
            var around = Enumerable.Range(0, patterns.Count)
                .Where(other => patterns[other].IsPrefixOnly && patterns[other].Prefix.Length < patterns[index].Prefix.Length && patterns[index].Prefix.StartsWith(patterns[other].Prefix, StringComparison.Ordinal))
                .OrderByDescending(other => patterns[other].Prefix.Length)
                .Append(patterns.Count)
                .First();
            if (patterns[index].Prefix.Length > 1 && ((treatments[index] ^ treatments[around]) & Rules) != 0)
            {
                barriers.Add(PathEncoder.Encode(patterns[index].Prefix));
            }
        }

        return barriers;
    }
}
