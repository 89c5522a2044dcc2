using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Sending;
using ResilientStorage.Ledger;

namespace ResilientStorage.Cli.Invalidations;

/// <summary>What tells the CDN of a storage's changes.</summary>
/// <param name="Batcher">Takes changes and sends them.</param>
/// <param name="Journal">What was told, and what is still to be; its ledger is open.</param>
/// <param name="Preview">Plans and sends nothing.</param>
/// <param name="Options">How the CDN is told.</param>
/// <param name="Main">The store that viewers are served from.</param>
internal sealed record InvalidationHandle(IInvalidationBatcher Batcher, IInvalidationJournal Journal, InvalidationPreview Preview, CloudFrontOptions Options, StoreRecord Main)
{
    /// <summary>The change of an object of the main store, as the ledger would write it down.</summary>
    public NewInvalidationIntent ChangeOf(string objectKey) => Main.Place.Bucket.Length == 0
        ? new NewInvalidationIntent { Bucket = Main.Name, ObjectKey = objectKey }
        : new NewInvalidationIntent { Bucket = Main.Place.Bucket, ObjectKey = Main.Place.Prefix + objectKey };

    /// <summary>Hands a change to the batcher.</summary>
    public ValueTask AddAsync(NewInvalidationIntent change, CancellationToken cancellationToken) => change.Path is { } path
        ? Batcher.AddAsync(new InvalidationPath(path, change.DistributionId), cancellationToken)
        : Batcher.AddAsync(new ObjectChange { Bucket = change.Bucket!, ObjectKey = change.ObjectKey!, IsRemoval = change.IsRemoval, OccurredAt = change.OccurredAt }, cancellationToken);

    /// <summary>Reads what a month has used, in calendar months of UTC as the bill has them.</summary>
    public async Task<MonthlyCost> ReadCostAsync(DateTimeOffset month, CancellationToken cancellationToken) =>
        new(month, await Journal.GetUsageAsync(month, month.AddMonths(1), cancellationToken), Options);
}
