using System.Globalization;

namespace ResilientStorage.Emulators;

/// <summary>The invalidations of the account, both pools of each distribution, and the caller references. It completes them by the clock, when it is looked at.</summary>
internal sealed class InvalidationTable(CloudFrontEmulatorOptions options)
{
    private readonly Lock _gate = new();
    private readonly List<EmulatedInvalidation> _all = [];

    public IReadOnlyList<EmulatedInvalidation> All()
    {
        lock (_gate)
        {
            var now = options.Time.GetUtcNow();
            return [.. _all.Select(invalidation => invalidation with { IsCompleted = invalidation.CompletesAt <= now })];
        }
    }

    public IReadOnlyList<EmulatedInvalidation> Of(string distributionId) => [.. All().Where(invalidation => invalidation.DistributionId == distributionId)];

    /// <summary>Takes a batch.</summary>
    /// <exception cref="ServiceError">The reference has other paths, or a pool is full.</exception>
    public EmulatedInvalidation Add(string distributionId, string reference, IReadOnlyList<string> paths)
    {
        lock (_gate)
        {
            var known = Of(distributionId);
            if (known.FirstOrDefault(invalidation => invalidation.CallerReference == reference) is { } first)
            {
                // Whether the service minds another order is not known: the stricter way.
                return first.Paths.SequenceEqual(paths, StringComparer.Ordinal) ? first : throw ServiceError.ReferenceExists();
            }

            var inProgress = known.Where(static invalidation => !invalidation.IsCompleted).SelectMany(static invalidation => invalidation.Paths).Concat(paths).ToList();
            var wildcards = inProgress.Count(PathRules.IsWildcard);
            if (wildcards > options.MaxWildcardsInProgress && paths.Any(PathRules.IsWildcard))
            {
                throw ServiceError.TooManyWildcards();
            }

            if (inProgress.Count - wildcards > options.MaxPathsInProgress && !paths.All(PathRules.IsWildcard))
            {
                throw ServiceError.TooManyPaths();
            }

            return Append(distributionId, reference, paths);
        }
    }

    /// <summary>Takes a batch, however full the pools are.</summary>
    public EmulatedInvalidation Force(string distributionId, IReadOnlyList<string> paths)
    {
        lock (_gate)
        {
            return Append(distributionId, string.Create(CultureInfo.InvariantCulture, $"another-tool-{_all.Count}"), paths);
        }
    }

    private EmulatedInvalidation Append(string distributionId, string reference, IReadOnlyList<string> paths)
    {
        var now = options.Time.GetUtcNow();
        var invalidation = new EmulatedInvalidation
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"I{_all.Count + 1:D13}"),
            DistributionId = distributionId,
            CallerReference = reference,
            Paths = [.. paths],
            CreatedAt = now,
            CompletesAt = now + options.CompletionTime,
            IsCompleted = options.CompletionTime <= TimeSpan.Zero,
        };
        _all.Add(invalidation);
        return invalidation;
    }
}
