using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Testing;

namespace ResilientStorage.Invalidation.Sending;

/// <summary>CloudFront as a sender sees it: takes each reference once, and fails on demand.</summary>
internal sealed class FakeCloudFront(ManualTimeProvider clock) : ICloudFrontApi
{
    private readonly Dictionary<string, (string Id, DateTimeOffset At, IReadOnlyList<string> Paths)> _taken = [];

    /// <summary>Every request that arrived, answered or not.</summary>
    public List<CloudFrontInvalidationRequest> Requests { get; } = [];

    /// <summary>How often somebody asked how far an invalidation is.</summary>
    public int Questions { get; private set; }

    /// <summary>Paths that were taken, as charged: each reference once.</summary>
    public IEnumerable<string> Charged => _taken.Values.SelectMany(static taken => taken.Paths);

    /// <summary>What goes wrong with a request; null for nothing.</summary>
    public Func<CloudFrontInvalidationRequest, CloudFrontErrorKind?> Refuse { get; set; } = static _ => null;

    /// <summary>Whether the answer to a request that was taken gets lost.</summary>
    public Func<CloudFrontInvalidationRequest, bool> LoseAnswer { get; set; } = static _ => false;

    public TimeSpan Duration { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What requests wait for before anything happens to them.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    public async Task<CloudFrontInvalidation> CreateInvalidationAsync(CloudFrontInvalidationRequest request, CancellationToken cancellationToken = default)
    {
        Requests.Add(request);
        await Held;
        if (Refuse(request) is { } kind)
        {
            throw new CloudFrontException(kind, $"refused: {kind}");
        }

        if (_taken.TryGetValue(request.CallerReference, out var known) && !known.Paths.SequenceEqual(request.Paths))
        {
            throw new CloudFrontException(CloudFrontErrorKind.ReferenceReused, "reused");
        }

        if (known.Id is null)
        {
            known = ($"I{_taken.Count}", clock.GetUtcNow(), request.Paths);
            _taken.Add(request.CallerReference, known);
        }

        return LoseAnswer(request)
            ? throw new CloudFrontException(CloudFrontErrorKind.Unavailable, "answer lost")
            : new CloudFrontInvalidation { Id = known.Id, IsCompleted = false, CreatedAt = known.At };
    }

    public Task<CloudFrontInvalidation> GetInvalidationAsync(string distributionId, string invalidationId, CancellationToken cancellationToken = default)
    {
        Questions++;
        var (id, at, _) = _taken.Values.Single(taken => taken.Id == invalidationId);
        return Task.FromResult(new CloudFrontInvalidation { Id = id, IsCompleted = at + Duration <= clock.GetUtcNow(), CreatedAt = at });
    }

    public Task<CloudFrontPage<CloudFrontDistribution>> ListDistributionsAsync(string? marker = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<string?> GetDefaultRootObjectAsync(string distributionId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<CloudFrontPage<CloudFrontCachePolicy>> ListCachePoliciesAsync(string? marker = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
