namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>An invalidation that the service has accepted.</summary>
public sealed record CloudFrontInvalidation
{
    /// <summary>The service's id.</summary>
    public required string Id { get; init; }

    /// <summary>True when it has taken effect everywhere, so that its paths no longer count as in progress.</summary>
    public required bool IsCompleted { get; init; }

    /// <summary>When the service accepted it, by the service's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
