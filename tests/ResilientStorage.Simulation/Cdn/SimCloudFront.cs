using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Cdn;

/// <summary>CloudFront, which outlives the nodes: takes each reference once, and only so much at a time.</summary>
internal sealed class SimCloudFront(SimLoop loop, ICdnWitness witness)
{
    /// <summary>Less than the engine believes, so that refusals happen.</summary>
    private const int MaxPathsInProgress = 4;

    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(2);
    private readonly Dictionary<string, TakenInvalidation> _byReference = new(StringComparer.Ordinal);

    /// <summary>Paths that it refuses, and with them whole batches.</summary>
    public HashSet<string> RefusedPaths { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether nothing works.</summary>
    public bool IsOut { get; set; }

    /// <summary>From now on everything works.</summary>
    public void Heal()
    {
        RefusedPaths.Clear();
        IsOut = false;
    }

    public CloudFrontInvalidation Create(CloudFrontInvalidationRequest request)
    {
        if (IsOut)
        {
            throw new CloudFrontException(CloudFrontErrorKind.Unavailable, "CloudFront is out (simulated).");
        }

        if (RefusedPaths.Overlaps(request.Paths))
        {
            throw new CloudFrontException(CloudFrontErrorKind.InvalidPath, "A path is refused (simulated).");
        }

        if (_byReference.TryGetValue(request.CallerReference, out var known))
        {
            return known.Paths.SequenceEqual(request.Paths)
                ? Describe(known)
                : throw new CloudFrontException(CloudFrontErrorKind.ReferenceReused, "The reference was used with other paths (simulated).");
        }

        if (_byReference.Values.Where(IsInProgress).Sum(static taken => taken.Paths.Count) + request.Paths.Count > MaxPathsInProgress)
        {
            throw new CloudFrontException(CloudFrontErrorKind.TooManyInProgress, "Too many paths are in progress (simulated).");
        }

        var taken = new TakenInvalidation($"I{_byReference.Count + 1}", request.Paths, loop.Now);
        _byReference.Add(request.CallerReference, taken);
        witness.Taken(request.CallerReference, request.Paths);
        return Describe(taken);
    }

    public CloudFrontInvalidation Get(string invalidationId) => _byReference.Values.FirstOrDefault(taken => taken.Id == invalidationId) is { } known
        ? Describe(known)
        : throw new CloudFrontException(CloudFrontErrorKind.NotFound, "There is no such invalidation (simulated).");

    private bool IsInProgress(TakenInvalidation taken) => taken.At + Duration > loop.Now;

    private CloudFrontInvalidation Describe(TakenInvalidation taken) => new() { Id = taken.Id, IsCompleted = !IsInProgress(taken), CreatedAt = SimLoop.Epoch + taken.At };

    private sealed record TakenInvalidation(string Id, IReadOnlyList<string> Paths, TimeSpan At);
}
