namespace ResilientStorage.Invalidation.Sending;

/// <summary>What distributions took lately, and when: a change that such an invalidation came after needs no other.</summary>
/// <param name="tolerance">How far the clock of a store may be behind that of the CDN.</param>
internal sealed class AcceptedPaths(TimeSpan tolerance)
{
    private readonly Dictionary<(string DistributionId, string Path), DateTimeOffset> _singles = [];
    private readonly Dictionary<string, PrefixTimes> _wildcards = new(StringComparer.Ordinal);

    public void Add(InvalidationBatch batch)
    {
        if (batch.AcceptedAt is not { } acceptedAt)
        {
            return;
        }

        foreach (var path in batch.Paths)
        {
            if (path.EndsWith('*'))
            {
                WildcardsOf(batch.DistributionId).Add(path[..^1], acceptedAt);
            }
            else if (!_singles.TryGetValue((batch.DistributionId, path), out var known) || known < acceptedAt)
            {
                _singles[(batch.DistributionId, path)] = acceptedAt;
            }
        }
    }

    /// <summary>Whether a distribution took the path, or a wildcard over it, after the change. Where that is not certain it did not.</summary>
    public bool Cover(string distributionId, string path, DateTimeOffset? occurredAt)
    {
        if (occurredAt is not { } changedAt)
        {
            return false;
        }

        // What viewers fetched between an invalidation and the change is what this is about: by two clocks, later is only what is later by more than they may differ.
        var safeAt = changedAt + tolerance;
        return (_singles.TryGetValue((distributionId, path), out var acceptedAt) && acceptedAt > safeAt)
            || (_wildcards.TryGetValue(distributionId, out var wildcards) && wildcards.HasAfter(path.EndsWith('*') ? path.AsSpan(0, path.Length - 1) : path, safeAt));
    }

    private PrefixTimes WildcardsOf(string distributionId)
    {
        if (!_wildcards.TryGetValue(distributionId, out var wildcards))
        {
            _wildcards.Add(distributionId, wildcards = new PrefixTimes());
        }

        return wildcards;
    }
}
