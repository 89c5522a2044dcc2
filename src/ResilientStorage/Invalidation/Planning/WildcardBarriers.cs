namespace ResilientStorage.Invalidation.Planning;

/// <summary>Where wildcards may not reach across.</summary>
internal sealed class WildcardBarriers
{
    private readonly string[] _sorted;

    public WildcardBarriers(IEnumerable<string> prefixes)
    {
        _sorted = [.. prefixes.Distinct(StringComparer.Ordinal)];
        Array.Sort(_sorted, StringComparer.Ordinal);
    }

    /// <summary>Whether something with other rules begins below the prefix. A barrier that is the prefix itself has the same rules all through.</summary>
    public bool Forbid(ReadOnlySpan<char> prefix)
    {
        var (low, high) = (0, _sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _sorted[middle].AsSpan().SequenceCompareTo(prefix) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low < _sorted.Length && _sorted[low].AsSpan().StartsWith(prefix);
    }
}
