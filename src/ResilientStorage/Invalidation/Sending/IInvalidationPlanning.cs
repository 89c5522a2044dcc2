namespace ResilientStorage.Invalidation.Sending;

/// <summary>Finds who serves what has changed, and under which paths it is told.</summary>
internal interface IInvalidationPlanning
{
    /// <summary>Plans.</summary>
    /// <param name="intents">The changes.</param>
    /// <param name="inProgress">What is in progress or waits to be, by distribution: the others have nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The plan. Changes that it does not name wait on, because who serves them is not known now.</returns>
    Task<PlannedChanges> PlanAsync(IReadOnlyList<InvalidationIntent> intents, IReadOnlyDictionary<string, DistributionPool> inProgress, CancellationToken cancellationToken);

    /// <summary>A distribution was not found: what is known of distributions is out of date.</summary>
    /// <param name="distributionId">The distribution.</param>
    void Forget(string distributionId);
}
