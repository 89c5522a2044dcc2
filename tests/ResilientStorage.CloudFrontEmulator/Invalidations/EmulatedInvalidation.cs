namespace ResilientStorage.Emulators;

/// <summary>An invalidation.</summary>
public sealed record EmulatedInvalidation
{
    public required string Id { get; init; }

    public required string DistributionId { get; init; }

    public required string CallerReference { get; init; }

    /// <summary>The paths as they were sent, in their order.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it takes effect and leaves the pools.</summary>
    public required DateTimeOffset CompletesAt { get; init; }

    /// <summary>Whether it had taken effect when it was asked for.</summary>
    public bool IsCompleted { get; init; }
}
