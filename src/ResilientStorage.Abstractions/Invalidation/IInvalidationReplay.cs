namespace ResilientStorage.Invalidation;

/// <summary>Sends again what was reported, from the JSON that stands beside the text of a report: also in another process, or with another ledger, than the one that reported it.</summary>
public interface IInvalidationReplay
{
    /// <summary>
    /// Puts the batches of a report into the journal, with their paths, distribution and reference, so that what the CDN has taken already costs nothing. They are sent with what else waits;
    /// <see cref="IInvalidationBatcher.FlushAsync"/> sends them at once.
    /// </summary>
    /// <param name="report">The JSON, of at most 64 MiB. It is read to its end and left open.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many batches wait to be sent because of it: those that the journal knows as waiting or taken stay as they are.</returns>
    /// <exception cref="InvalidationReportException">It is no such report, or breaks a rule of paths or of the limits that are set. Nothing was put into the journal.</exception>
    Task<int> ReplayAsync(Stream report, CancellationToken cancellationToken = default);
}
