using Microsoft.Extensions.Options;
using ResilientStorage.Invalidation.CloudFront;

namespace ResilientStorage.Invalidation;

/// <summary>How Amazon CloudFront is told that content has changed.</summary>
public sealed class CloudFrontOptions
{
    /// <summary>How the service is reached.</summary>
    [ValidateObjectMembers]
    public CloudFrontClientOptions Client { get; set; } = new();

    /// <summary>What is known about distributions, and from where.</summary>
    [ValidateObjectMembers]
    public CloudFrontCatalogOptions Catalog { get; set; } = new();

    /// <summary>How object keys become paths.</summary>
    public InvalidationPathOptions Paths { get; set; } = new();

    /// <summary>When a wildcard takes the place of single paths.</summary>
    [ValidateObjectMembers]
    public InvalidationPlannerOptions Planner { get; set; } = new();

    /// <summary>When and how fast it is told.</summary>
    [ValidateObjectMembers]
    public InvalidationOptions Sending { get; set; } = new();

    /// <summary>What it may cost.</summary>
    [ValidateObjectMembers]
    public InvalidationCostOptions Costs { get; set; } = new();

    /// <summary>What the keys of reports begin with, in the store that <c>ReportsTo</c> names.</summary>
    /// <value><c>invalidation_error/</c> by default.</value>
    public string ReportPrefix { get; set; } = "invalidation_error/";
}
