using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ResilientStorage.Randomness;

namespace ResilientStorage.Invalidation.Sending;

/// <summary>Makes batches of planned paths.</summary>
internal sealed class BatchFactory(TimeProvider time, IdFactory ids)
{
    public InvalidationBatch Create(PlannedPaths planned)
    {
        var now = time.GetUtcNow();
        return new InvalidationBatch
        {
            Id = ids.NewId(),
            DistributionId = planned.DistributionId,
            CallerReference = ReferenceOf(planned),
            Paths = planned.Paths,
            SinglePaths = planned.SinglePaths,
            IsBackfill = planned.IsBackfill,
            CreatedAt = now,
            DueAt = now,
        };
    }

    /// <summary>Two batches of one that was refused, which take its place. Their references follow from its own, so that a repeated split is the same.</summary>
    public IReadOnlyList<InvalidationBatch> Halve(InvalidationBatch batch)
    {
        var middle = batch.Paths.Count / 2;
        return [Part(batch, [.. batch.Paths.Take(middle)], "a"), Part(batch, [.. batch.Paths.Skip(middle)], "b")];
    }

    /// <summary>The same paths under another reference: the first one was used for others.</summary>
    public InvalidationBatch Renew(InvalidationBatch batch) => Part(batch, batch.Paths, "r");

    private InvalidationBatch Part(InvalidationBatch batch, IReadOnlyList<string> paths, string suffix) => new()
    {
        Id = ids.NewId(),
        DistributionId = batch.DistributionId,
        CallerReference = batch.CallerReference + suffix,
        Paths = paths,
        SinglePaths = Math.Max(paths.Count, batch.SinglePaths * paths.Count / batch.Paths.Count),
        IsBackfill = batch.IsBackfill,
        CreatedAt = batch.CreatedAt,
        DueAt = time.GetUtcNow(),
    };

    // Of changes whose time is known the reference is made of them: told of again after a crash, they are the same request, and cost nothing twice.
    private string ReferenceOf(PlannedPaths planned)
    {
        if (planned.Intents.Any(static intent => intent.Change.OccurredAt is null))
        {
            return $"rs-{ids.NewId():n}-";
        }

        var text = new StringBuilder(planned.DistributionId);
        foreach (var path in planned.Paths.Order(StringComparer.Ordinal))
        {
            text.Append('\n').Append(path);
        }

        foreach (var change in planned.Intents.Select(static intent => intent.Change).OrderBy(static change => change.Bucket, StringComparer.Ordinal).ThenBy(static change => change.ObjectKey, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{change.Bucket} {change.ObjectKey} {change.OccurredAt!.Value.UtcTicks} {change.IsRemoval}");
        }

        return $"rs-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16))}-";
    }
}
