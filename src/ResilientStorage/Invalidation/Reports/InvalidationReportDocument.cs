using System.Text.Json;

namespace ResilientStorage.Invalidation.Reports;

/// <summary>A report for programs: all that is needed to send the batches again as the same requests.</summary>
internal sealed record InvalidationReportDocument
{
    /// <summary>What tells a report from other JSON, and from those of later versions.</summary>
    public const string CurrentFormat = "resilientstorage.invalidation-report.v1";

    public required string Format { get; init; }

    public required string DistributionId { get; init; }

    public required IReadOnlyList<InvalidationReportSet> Sets { get; init; }

    public static InvalidationReportDocument Of(IReadOnlyList<InvalidationBatch> batches) => new()
    {
        Format = CurrentFormat,
        DistributionId = batches[0].DistributionId,
        Sets = [.. batches.Select(static batch => new InvalidationReportSet(batch.Id, batch.CallerReference, batch.Paths, batch.SinglePaths, batch.Attempts, batch.CreatedAt, batch.Reason))],
    };

    /// <summary>Reads it.</summary>
    /// <exception cref="JsonException">It has another shape.</exception>
    public static InvalidationReportDocument? Parse(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, InvalidationReportJson.Default.InvalidationReportDocument);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, InvalidationReportJson.Default.InvalidationReportDocument);
}
