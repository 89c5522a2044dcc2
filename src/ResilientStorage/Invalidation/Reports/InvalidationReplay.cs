namespace ResilientStorage.Invalidation.Reports;

/// <summary>Hands the batches of a report to the batcher.</summary>
internal sealed class InvalidationReplay(InvalidationReportReader reader, InvalidationBatcher batcher) : IInvalidationReplay
{
    public async Task<int> ReplayAsync(Stream report, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        return await batcher.ReplayAsync(await reader.ReadAsync(report, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }
}
