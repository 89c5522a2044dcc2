namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>A distribution as objects of one bucket reach it through one origin path.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Patterns">The patterns of its behaviours, in the order in which the service tries them; the default behaviour has none.</param>
/// <param name="Treatments">What each behaviour does; the default behaviour is the last.</param>
/// <param name="Barriers">Where wildcards may not reach across, as the planner takes it.</param>
internal sealed record RoutedDistribution(string Id, IReadOnlyList<PathPattern> Patterns, IReadOnlyList<BehaviorTreatment> Treatments, IReadOnlyList<string> Barriers)
{
    /// <summary>Finds what the first matching behaviour does, by trying one after the other.</summary>
    public BehaviorTreatment TreatmentOf(string viewerPath)
    {
        var behavior = 0;
        while (behavior < Patterns.Count && !Patterns[behavior].IsMatch(viewerPath))
        {
            behavior++;
        }

        return Treatments[behavior];
    }
}
