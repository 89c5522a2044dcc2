namespace ResilientStorage.Invalidation.Sending;

/// <summary>Tells a person what could not be sent.</summary>
internal interface IInvalidationReports
{
    /// <summary>Writes one report for the batches of a distribution and raises the alert.</summary>
    /// <param name="batches">The batches, with their reasons.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The key of the report; null where none could be written, which the alert says.</returns>
    Task<string?> WriteAsync(IReadOnlyList<InvalidationBatch> batches, CancellationToken cancellationToken);
}
