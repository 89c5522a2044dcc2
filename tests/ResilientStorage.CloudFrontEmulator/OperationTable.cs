namespace ResilientStorage.Emulators;

/// <summary>Which operation a method and a path mean.</summary>
internal sealed class OperationTable(DistributionOperations distributions, PolicyOperations policies, InvalidationOperations invalidations)
{
    private const string Version = "2020-05-31";

    public Operation? Find(ServiceRequest request) => (request.Method, request.Path.Split('/')) switch
    {
        ("GET", ["", Version, "distribution"]) => new("ListDistributions", null, distributions.List),
        ("GET", ["", Version, "distribution", var id, "config"]) => new("GetDistributionConfig", id, _ => distributions.GetConfig(id)),
        ("POST", ["", Version, "distribution", var id, "invalidation"]) => new("CreateInvalidation", id, body => invalidations.Create(id, body)),
        ("GET", ["", Version, "distribution", var id, "invalidation"]) => new("ListInvalidations", id, page => invalidations.List(id, page)),
        ("GET", ["", Version, "distribution", var id, "invalidation", var invalidation]) => new("GetInvalidation", id, _ => invalidations.Get(id, invalidation)),
        ("GET", ["", Version, "cache-policy"]) => new("ListCachePolicies", null, policies.List),
        ("GET", ["", Version, "cache-policy", var id]) => new("GetCachePolicy", null, _ => policies.Get(id)),
        _ => null,
    };
}
