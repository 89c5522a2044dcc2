namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>A distribution, as far as it matters to what is cached under which path.</summary>
public sealed record CloudFrontDistribution
{
    /// <summary>The id, such as <c>EDFDVBD6EXAMPLE</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The service's own host name of it.</summary>
    public string DomainName { get; init; } = "";

    /// <summary>Whether it serves viewers.</summary>
    /// <value>True by default.</value>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Whether it is the staging twin of a continuous deployment, which has a cache of its own.</summary>
    public bool IsStaging { get; init; }

    /// <summary>Whether it is the template of a multi-tenant set-up: viewers reach its tenants, whose caches it does not name.</summary>
    public bool IsTenantTemplate { get; init; }

    /// <summary>Where content comes from.</summary>
    public IReadOnlyList<CloudFrontOrigin> Origins { get; init; } = [];

    /// <summary>Groups of origins that stand in for each other.</summary>
    public IReadOnlyList<CloudFrontOriginGroup> OriginGroups { get; init; } = [];

    /// <summary>The behaviours with a path pattern, in the order in which the service tries them.</summary>
    public IReadOnlyList<CloudFrontBehavior> Behaviors { get; init; } = [];

    /// <summary>The behaviour of every other path.</summary>
    public required CloudFrontBehavior DefaultBehavior { get; init; }
}
