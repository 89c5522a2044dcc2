namespace ResilientStorage.Invalidation.Planning;

/// <summary>What one batch may hold.</summary>
/// <param name="PathsPerBatch">Paths, wildcards included.</param>
/// <param name="WildcardsPerBatch">Wildcards: the service's fifteen less a reserve for others who use the account.</param>
/// <param name="BytesPerBatch">The size of the request's body. The service's own limit is not published.</param>
internal sealed record PlanLimits(int PathsPerBatch = 3_000, int WildcardsPerBatch = 13, int BytesPerBatch = 1_000_000)
{
    /// <summary>What a path adds to the body besides its text.</summary>
    public const int BytesAroundPath = 13;
}
