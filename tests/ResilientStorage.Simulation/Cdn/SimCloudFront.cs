using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Simulation.Model;

namespace ResilientStorage.Simulation.Cdn;

/// <summary>CloudFront, which outlives the nodes: takes each reference once, and only so much at a time.</summary>
internal sealed class SimCloudFront(SimLoop loop, CdnModel model)
{
    /// <summary>Less than the engine believes, so that refusals happen.</summary>
    private const int MaxPathsInProgress = 4;

    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(2);
    private readonly Dictionary<string, TakenInvalidation> _byReference = new(StringComparer.Ordinal);

    public CloudFrontInvalidation Create(CloudFrontInvalidationRequest request)
    {
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
        model.Taken(request.CallerReference, request.Paths);
        return Describe(taken);
    }

    public CloudFrontInvalidation Get(string invalidationId) => _byReference.Values.FirstOrDefault(taken => taken.Id == invalidationId) is { } known
        ? Describe(known)
        : throw new CloudFrontException(CloudFrontErrorKind.NotFound, "There is no such invalidation (simulated).");

    private bool IsInProgress(TakenInvalidation taken) => taken.At + Duration > loop.Now;

    private CloudFrontInvalidation Describe(TakenInvalidation taken) => new() { Id = taken.Id, IsCompleted = !IsInProgress(taken), CreatedAt = SimLoop.Epoch + taken.At };

    private sealed record TakenInvalidation(string Id, IReadOnlyList<string> Paths, TimeSpan At);
}
