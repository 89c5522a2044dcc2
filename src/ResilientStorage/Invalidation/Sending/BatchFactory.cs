using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ResilientStorage.Randomness;

namespace ResilientStorage.Invalidation.Sending;

/// <summary>Makes batches of planned paths, each within what one request takes.</summary>
internal sealed class BatchFactory(InvalidationOptions options, TimeProvider time, IdFactory ids)
{
    // A limit of the service on the size of a request is not published: well below what a batch of the longest paths would need.
    private const int MaxRequestBytes = 1_000_000;

    /// <summary>Splits the paths of one distribution.</summary>
    /// <param name="planned">The paths, and what they come from.</param>
    public IReadOnlyList<InvalidationBatch> Create(PlannedPaths planned)
    {
        var now = time.GetUtcNow();
        var sets = Split(planned.Paths).ToList();
        var batches = new List<InvalidationBatch>(sets.Count);
        var left = planned.SinglePaths;
        for (var i = 0; i < sets.Count; i++)
        {
            // What single paths would have cost is known of all sets together; each bears its share.
            var share = i == sets.Count - 1 ? left : Math.Min(left, planned.SinglePaths * sets[i].Count / planned.Paths.Count);
            left -= share;
            batches.Add(new InvalidationBatch
            {
                Id = ids.NewId(),
                DistributionId = planned.DistributionId,
                CallerReference = ReferenceOf(planned, sets[i]),
                Paths = sets[i],
                SinglePaths = share,
                IsBackfill = planned.IsBackfill,
                CreatedAt = now,
                DueAt = now,
            });
        }

        return batches;
    }

    /// <summary>Two batches of one that was refused, which takes its place. Their references follow from its own, so that a repeated split is the same.</summary>
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
    private string ReferenceOf(PlannedPaths planned, IReadOnlyList<string> paths)
    {
        if (planned.Intents.Any(static intent => intent.Change.OccurredAt is null))
        {
            return $"rs-{ids.NewId():n}-";
        }

        var text = new StringBuilder(planned.DistributionId);
        foreach (var path in paths)
        {
            text.Append('\n').Append(path);
        }

        foreach (var change in planned.Intents.Select(static intent => intent.Change).OrderBy(static change => change.Bucket, StringComparer.Ordinal).ThenBy(static change => change.ObjectKey, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{change.Bucket} {change.ObjectKey} {change.OccurredAt!.Value.UtcTicks} {change.IsRemoval}");
        }

        return $"rs-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16))}-";
    }

    private IEnumerable<IReadOnlyList<string>> Split(IReadOnlyList<string> paths)
    {
        var maxWildcards = DistributionPool.WildcardsFor(options);
        var set = new List<string>();
        var (wildcards, bytes) = (0, 0);
        foreach (var path in paths)
        {
            var isWildcard = path.EndsWith('*');
            var isFull = (isWildcard ? wildcards >= maxWildcards : set.Count - wildcards >= options.MaxPathsInProgress) || bytes + path.Length > MaxRequestBytes;
            if (isFull && set.Count > 0)
            {
                yield return set;
                set = [];
                (wildcards, bytes) = (0, 0);
            }

            set.Add(path);
            wildcards += isWildcard ? 1 : 0;
            bytes += path.Length;
        }

        if (set.Count > 0)
        {
            yield return set;
        }
    }
}
