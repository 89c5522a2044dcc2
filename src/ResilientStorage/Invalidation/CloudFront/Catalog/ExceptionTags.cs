using Microsoft.Extensions.Logging;
using ResilientStorage.Resilience;
using ResilientStorage.Stores;

namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>
/// What buckets say of themselves, in a tag: which keys are invalidated on removal only. Remembered as long as the list of distributions. A tag that cannot be read
/// names none: a path too many is better than a stale object.
/// </summary>
/// <param name="stores">By bucket who can read its tags.</param>
/// <param name="options">Which tag, and how long it is remembered.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told of tags that cannot be read.</param>
internal sealed class ExceptionTags(IReadOnlyDictionary<string, IBucketTagStore> stores, CloudFrontCatalogOptions options, TimeProvider time, ILogger logger)
{
    // A batch waits for it: longer than a healthy store needs, shorter than a window.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly AsyncGate _gate = new();
    private readonly Dictionary<string, (IReadOnlyList<string> Prefixes, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failing = new(StringComparer.Ordinal);

    /// <summary>Finds the beginnings of keys, reading the tags that are not known.</summary>
    /// <param name="buckets">The buckets; those that nobody can read say nothing.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> FindAsync(IEnumerable<string> buckets, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (stores.Count == 0)
        {
            return found;
        }

        using var inside = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        foreach (var bucket in buckets.Distinct(StringComparer.Ordinal))
        {
            if (stores.TryGetValue(bucket, out var store))
            {
                found.Add(bucket, await FindAsync(bucket, store, cancellationToken).ConfigureAwait(false));
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<string>> FindAsync(string bucket, IBucketTagStore store, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(bucket, out var known) && known.Until > time.GetUtcNow())
        {
            return known.Prefixes;
        }

        var (prefixes, period) = await ReadAsync(bucket, store, cancellationToken).ConfigureAwait(false);
        _known[bucket] = (prefixes, time.GetUtcNow() + period);
        return prefixes;
    }

    private async Task<(IReadOnlyList<string> Prefixes, TimeSpan Period)> ReadAsync(string bucket, IBucketTagStore store, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var tags = await store.ReadBucketTagsAsync(either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            _failing.Remove(bucket);
            return (tags.TryGetValue(options.ExceptionTag, out var value) ? ExceptionTagValue.Parse(value) : [], options.Lifetime);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is: no batch may end for the sake of a tag.
            if (_failing.Add(bucket))
            {
                logger.ExceptionTagUnknown(error, options.ExceptionTag, bucket);
            }

            return ([], error is StorageException { Kind: StorageErrorKind.AccessDenied } ? options.Lifetime : options.MissInterval);
        }
    }
}
