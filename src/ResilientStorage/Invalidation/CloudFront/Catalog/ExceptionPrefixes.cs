namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>Keys whose content never changes, so that only their removal is worth an invalidation.</summary>
internal sealed class ExceptionPrefixes
{
    private const string EveryBucket = "*";
    private readonly Dictionary<string, string[]> _prefixes = new(StringComparer.Ordinal);
    private readonly string[] _everywhere;

    /// <summary>Joins what the options say with what was read.</summary>
    /// <param name="options">The options.</param>
    /// <param name="read">What the buckets themselves say, by bucket; null for nothing.</param>
    public ExceptionPrefixes(CloudFrontCatalogOptions options, IReadOnlyDictionary<string, IReadOnlyList<string>>? read)
    {
        var all = options.ExceptionPrefixes.Select(static pair => (pair.Key, Prefixes: (IEnumerable<string>)pair.Value))
            .Concat((read ?? new Dictionary<string, IReadOnlyList<string>>()).Select(static pair => (pair.Key, Prefixes: (IEnumerable<string>)pair.Value)));
        foreach (var bucket in all.GroupBy(static pair => pair.Key, static pair => pair.Prefixes, StringComparer.Ordinal))
        {
            _prefixes[bucket.Key] = [.. bucket.SelectMany(static prefixes => prefixes).Select(static prefix => prefix.TrimStart('/')).Where(static prefix => prefix.Length > 0)];
        }

        _everywhere = _prefixes.GetValueOrDefault(EveryBucket, []);
    }

    public bool Has(ObjectChange change) =>
        _everywhere.Any(prefix => change.ObjectKey.StartsWith(prefix, StringComparison.Ordinal))
        || (_prefixes.TryGetValue(change.Bucket, out var prefixes) && prefixes.Any(prefix => change.ObjectKey.StartsWith(prefix, StringComparison.Ordinal)));
}
