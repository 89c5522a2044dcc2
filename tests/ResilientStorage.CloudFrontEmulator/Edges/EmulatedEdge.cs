namespace ResilientStorage.Emulators;

/// <summary>
/// An edge location: keeps what the origin answered until an invalidation takes effect, and what it did not have for a few seconds. Whatever was asked of the origin before
/// an invalidation took effect is not kept after it.
/// </summary>
public sealed class EmulatedEdge
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (byte[]? Content, DateTimeOffset FreshUntil)> _kept = new(StringComparer.Ordinal);
    private readonly List<EmulatedInvalidation> _applied = [];
    private readonly string _distributionId;
    private readonly Func<string, CancellationToken, Task<byte[]?>> _origin;
    private readonly InvalidationTable _invalidations;
    private readonly CloudFrontEmulatorOptions _options;

    internal EmulatedEdge(string distributionId, Func<string, CancellationToken, Task<byte[]?>> origin, InvalidationTable invalidations, CloudFrontEmulatorOptions options)
    {
        _distributionId = distributionId;
        _origin = origin;
        _invalidations = invalidations;
        _options = options;
        _applied.AddRange(Completed());
    }

    /// <summary>How long it keeps content; by default until it is invalidated.</summary>
    public TimeSpan? TimeToLive { get; set; }

    /// <summary>How long it keeps a 404: the service's default.</summary>
    public TimeSpan ErrorTimeToLive { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether each query string has a copy of its own.</summary>
    public bool VariesByQueryString { get; set; }

    /// <summary>How often the origin was asked.</summary>
    public int OriginRequests { get; private set; }

    /// <summary>Answers a viewer.</summary>
    /// <param name="path">The path as the viewer sends it, encoded, with its query string if it has one.</param>
    /// <param name="cancellationToken">Cancels the request to the origin.</param>
    public async Task<EdgeAnswer> GetAsync(string path, CancellationToken cancellationToken = default)
    {
        var key = VariesByQueryString ? path : path.Split('?', 2)[0];
        int applied;
        lock (_gate)
        {
            Purge();
            if (_kept.TryGetValue(key, out var kept) && kept.FreshUntil > _options.Time.GetUtcNow())
            {
                return new EdgeAnswer(kept.Content, WasCached: true);
            }

            applied = _applied.Count;
            OriginRequests++;
        }

        var content = await _origin(path, cancellationToken);
        lock (_gate)
        {
            Purge();
            if (!_applied.Skip(applied).Any(invalidation => Touches(invalidation, key)))
            {
                _kept[key] = (content, FreshUntil(content));
            }
        }

        return new EdgeAnswer(content, WasCached: false);
    }

    private static bool Touches(EmulatedInvalidation invalidation, string key) => invalidation.Paths.Any(path => PathRules.Matches(path, key));

    private void Purge()
    {
        foreach (var invalidation in Completed().Where(completed => _applied.TrueForAll(applied => applied.Id != completed.Id)).ToList())
        {
            _applied.Add(invalidation);
            foreach (var key in _kept.Keys.Where(key => Touches(invalidation, key)).ToList())
            {
                _kept.Remove(key);
            }
        }
    }

    private IEnumerable<EmulatedInvalidation> Completed() => _invalidations.Of(_distributionId).Where(static invalidation => invalidation.IsCompleted);

    private DateTimeOffset FreshUntil(byte[]? content)
    {
        var lifetime = content is null ? ErrorTimeToLive : TimeToLive;
        return lifetime is null ? DateTimeOffset.MaxValue : _options.Time.GetUtcNow() + lifetime.Value;
    }
}
