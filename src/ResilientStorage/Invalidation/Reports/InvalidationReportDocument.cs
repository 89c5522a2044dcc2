using System.Text.Json;

namespace ResilientStorage.Invalidation.Reports;

/// <summary>A report for programs: all that is needed to send the batches again as the same requests.</summary>
internal sealed record InvalidationReportDocument
{
    public required string DistributionId { get; init; }

    public required IReadOnlyList<InvalidationReportSet> Sets { get; init; }

    public static InvalidationReportDocument Of(IReadOnlyList<InvalidationBatch> batches) => new()
    {
        DistributionId = batches[0].DistributionId,
        Sets = [.. batches.Select(static batch => new InvalidationReportSet(batch.CallerReference, batch.Paths, batch.Attempts, batch.CreatedAt, batch.Reason))],
    };

    public static InvalidationReportDocument? Parse(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, InvalidationReportJson.Default.InvalidationReportDocument);

    public string ToJson() => JsonSerializer.Serialize(this, InvalidationReportJson.Default.InvalidationReportDocument);
}
