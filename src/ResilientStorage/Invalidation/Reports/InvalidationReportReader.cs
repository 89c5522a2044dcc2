using System.Buffers;
using System.Text.Json;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Invalidation.Events;
using ResilientStorage.Invalidation.Sending;

namespace ResilientStorage.Invalidation.Reports;

/// <summary>Reads a report back into batches. Whoever can write into the store for reports can write one, so that nothing in it is believed.</summary>
/// <param name="options">The limits: a set that is larger would wait for its places for ever.</param>
/// <param name="time">The clock.</param>
internal sealed class InvalidationReportReader(InvalidationOptions options, TimeProvider time)
{
    private const int MaxBytes = 64 << 20;
    private const int MaxSets = 10_000;
    private const int LongestReference = 128;
    private const int LongestReason = 2_000;
    private const long MostSinglePaths = 1_000_000_000;

    private static readonly SearchValues<char> ReferenceCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads it.</summary>
    /// <param name="report">The JSON.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The batches, which wait to be sent.</returns>
    /// <exception cref="InvalidationReportException">It is no report that can be sent.</exception>
    public async Task<IReadOnlyList<InvalidationBatch>> ReadAsync(Stream report, CancellationToken cancellationToken)
    {
        var bytes = await BoundedRead.ToEndAsync(report, MaxBytes, cancellationToken).ConfigureAwait(false);
        Check(bytes.Length <= MaxBytes, $"it has more than {MaxBytes >> 20} MiB");
        Check(bytes.Length > 0, "it is empty");
        Check(!bytes.Span.StartsWith("CloudFront Id ["u8), "it is the text for people: give the file beside it that ends with .json");
        var document = Parse(bytes.Span);
        Check(document.Format == InvalidationReportDocument.CurrentFormat, $"its format is '{Excerpt.Of(document.Format)}', and this version reads '{InvalidationReportDocument.CurrentFormat}'");
        Check(CloudFrontIds.IsId(document.DistributionId), $"'{Excerpt.Of(document.DistributionId)}' is no id of a distribution, which has capital letters and digits only, such as 'EDFDVBD6EXAMPLE'");
        Check(document.Sets.Count is > 0 and <= MaxSets, $"it has {document.Sets.Count} sets: 1 to {MaxSets:N0} are possible");
        List<InvalidationBatch> batches = [.. document.Sets.Select((set, index) => BatchOf(document.DistributionId, set, $"set {index + 1}"))];
        Check(batches.DistinctBy(static batch => batch.Id).Count() == batches.Count, "two of its sets have the same id");
        Check(batches.DistinctBy(static batch => batch.CallerReference, StringComparer.Ordinal).Count() == batches.Count, "two of its sets have the same reference, of which CloudFront would take only one");
        return batches;
    }

    private static InvalidationReportDocument Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            // Editors put a byte order mark before what they save.
            ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
            return InvalidationReportDocument.Parse(json.StartsWith(mark) ? json[mark.Length..] : json) ?? throw Refusal("it is nothing but 'null'");
        }
        catch (JsonException e)
        {
            throw Refusal($"line {(e.LineNumber ?? 0) + 1} is not what this library writes into one", e);
        }
    }

    private InvalidationBatch BatchOf(string distributionId, InvalidationReportSet? set, string where)
    {
        Check(set is not null, $"{where} is null");
        Check(set!.Id != Guid.Empty, $"{where} has no id");
        Check(set.CallerReference.Length is > 0 and <= LongestReference && !set.CallerReference.AsSpan().ContainsAnyExcept(ReferenceCharacters), $"the reference '{Excerpt.Of(set.CallerReference)}' of {where} has characters that no reference has, or not 1 to {LongestReference} of them");
        Check(set.Paths.Count > 0, $"{where} has no paths");
        Check(set.SinglePaths is > 0 and <= MostSinglePaths, $"{where} stands for {set.SinglePaths} single paths: 1 to {MostSinglePaths:N0} are possible");
        Check(set.CreatedAt >= Earliest, $"{where} was made in the year {set.CreatedAt.Year}");
        foreach (var path in set.Paths)
        {
            var flaw = path is null ? "it is null" : PathForms.FindFlaw(path);
            Check(flaw is null, $"{where} has the path '{Excerpt.Of(path)}': {flaw}");
        }

        Check(set.Paths.Distinct(StringComparer.Ordinal).Count() == set.Paths.Count, $"{where} has a path twice");
        var batch = Waiting(distributionId, set);
        Check(batch.Paths.Count - batch.Wildcards <= options.MaxPathsInProgress, $"{where} has {batch.Paths.Count - batch.Wildcards:N0} paths without a wildcard, and {nameof(InvalidationOptions.MaxPathsInProgress)} is {options.MaxPathsInProgress:N0}: raise it, or paste the sets of the text into the console");
        Check(batch.Wildcards <= DistributionPool.WildcardsFor(options), $"{where} has {batch.Wildcards} wildcards, and {nameof(InvalidationOptions.MaxWildcardsInProgress)} less {nameof(InvalidationOptions.WildcardReserve)} is {DistributionPool.WildcardsFor(options)}: raise it, or paste the sets of the text into the console");
        return batch;
    }

    private InvalidationBatch Waiting(string distributionId, InvalidationReportSet set)
    {
        var now = time.GetUtcNow();
        return new InvalidationBatch
        {
            Id = set.Id,
            DistributionId = distributionId,
            CallerReference = set.CallerReference,
            Paths = set.Paths,
            SinglePaths = set.SinglePaths,
            CreatedAt = set.CreatedAt < now ? set.CreatedAt.ToUniversalTime() : now,
            DueAt = now,
            Reason = set.Reason is { Length: > LongestReason } reason ? reason[..LongestReason] : set.Reason,
        };
    }

    private static void Check(bool holds, string problem)
    {
        if (!holds)
        {
            throw Refusal(problem);
        }
    }

    private static InvalidationReportException Refusal(string problem, Exception? cause = null) => new($"This is no report of an invalidation that can be sent again: {problem}. Nothing was sent.", cause);
}
