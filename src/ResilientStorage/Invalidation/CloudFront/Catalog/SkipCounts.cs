namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>How often changes were skipped, by reason.</summary>
internal sealed class SkipCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<SkipReason>().Length];

    public long this[SkipReason reason] => _counts[(int)reason];

    public void Add(SkipReason reason) => _counts[(int)reason]++;
}
