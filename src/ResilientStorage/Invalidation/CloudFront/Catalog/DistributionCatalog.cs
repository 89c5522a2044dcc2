using Microsoft.Extensions.Logging;
using ResilientStorage.Resilience;

namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>Knows the distributions: reads them when they are first needed, when the list is old, and when it seems not to be whole.</summary>
internal sealed class DistributionCatalog
{
    private readonly AsyncGate _gate = new();
    private readonly CatalogReader _reader;
    private readonly RootObjects _roots;
    private readonly CloudFrontCatalogOptions _options;
    private readonly PathForms _forms;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HashSet<CatalogNotice> _told = [];
    private volatile CatalogState _state = new(Snapshot: null, TriedAt: default, Failure: null, IsStale: false);

    public DistributionCatalog(ICloudFrontApi api, CloudFrontCatalogOptions options, PathForms forms, TimeProvider time, ILogger logger)
    {
        _options = options;
        _forms = forms;
        _time = time;
        _logger = logger;
        _reader = new CatalogReader(api, options, time);
        _roots = new RootObjects(api, options, time, logger);
    }

    /// <summary>Why the list could not be read the last time; null when it could.</summary>
    public CloudFrontException? LastFailure => _state.Failure;

    /// <summary>Finds what changes make stale.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="exceptionPrefixes">By bucket the beginnings of keys that are invalidated on removal only, as the bucket itself says; null for none.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="CloudFrontException">The distributions have never been read, and cannot be.</exception>
    public async Task<MatchResult> MatchAsync(IReadOnlyList<ObjectChange> changes, IReadOnlyDictionary<string, IReadOnlyList<string>>? exceptionPrefixes = null, CancellationToken cancellationToken = default)
    {
        var buckets = changes.Select(static change => change.Bucket).ToHashSet(StringComparer.Ordinal);
        var snapshot = await GetAsync(buckets, cancellationToken).ConfigureAwait(false);
        var asking = buckets.SelectMany(snapshot.RoutesOf).SelectMany(static route => route.Distributions).Select(static distribution => distribution.Id).Distinct().Order(StringComparer.Ordinal).ToList();
        var roots = await _roots.FindAsync(asking, cancellationToken).ConfigureAwait(false);
        var context = new MatchContext(_forms, new ExceptionPrefixes(_options, exceptionPrefixes), roots, _options.IndexDocument, _options.PathMapper);
        return new ChangeMatcher(snapshot, context).Match(changes);
    }

    /// <summary>Every distribution that can be told of a path, in the order of their ids.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="CloudFrontException">The distributions have never been read, and cannot be.</exception>
    public async Task<IReadOnlyList<string>> ListIdsAsync(CancellationToken cancellationToken = default) =>
        (await GetAsync([], cancellationToken).ConfigureAwait(false)).DistributionIds;

    /// <summary>The service does not know a distribution: the list is read again when it is next needed. One that it never listed would be no other after that.</summary>
    /// <param name="distributionId">The distribution.</param>
    public void ReportVanished(string distributionId)
    {
        var state = _state;
        if (state.Snapshot?.Listed.Contains(distributionId) == true)
        {
            _state = state with { IsStale = true };
        }
    }

    private async ValueTask<CatalogSnapshot> GetAsync(HashSet<string> buckets, CancellationToken cancellationToken)
    {
        if (!IsDue(_state, buckets))
        {
            return _state.Snapshot!;
        }

        using var inside = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);

        // Whoever was inside before may have read what this caller needs.
        return IsDue(_state, buckets) ? await RefreshAsync(cancellationToken).ConfigureAwait(false) : _state.Snapshot!;
    }

    private bool IsDue(CatalogState state, HashSet<string> buckets)
    {
        if (state.Snapshot is null)
        {
            return true;
        }

        var now = _time.GetUtcNow();
        var isRested = now - state.TriedAt >= _options.MissInterval;
        return state.Failure is null && (state.IsStale || now - state.Snapshot.ReadAt >= _options.Lifetime)
            || (isRested && (state.IsStale || state.Failure is not null || buckets.Any(bucket => !state.Snapshot.Routes.ContainsKey(bucket))));
    }

    private async Task<CatalogSnapshot> RefreshAsync(CancellationToken cancellationToken)
    {
        var triedAt = _time.GetUtcNow();
        try
        {
            var snapshot = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            _state = new CatalogState(snapshot, triedAt, Failure: null, IsStale: false);
            _logger.Refreshed(snapshot.DistributionIds.Count, snapshot.Routes.Count);
            foreach (var notice in snapshot.Notices.Where(_told.Add))
            {
                _logger.Tell(notice);
            }

            return snapshot;
        }
        catch (CloudFrontException error) when (_state.Snapshot is { } former)
        {
            _state = _state with { TriedAt = triedAt, Failure = error };
            _logger.RefreshFailed(error, former.ReadAt);
            return former;
        }
    }
}
