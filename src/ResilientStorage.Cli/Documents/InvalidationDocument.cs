using System.ComponentModel;
using ResilientStorage.Cli.Output;
using ResilientStorage.Invalidation;

namespace ResilientStorage.Cli.Documents;

/// <summary>An invalidation: a line of <c>invalidations list</c>.</summary>
internal sealed record InvalidationDocument : IDocument
{
    [Description("the id, which show and replay take")]
    public required string Id { get; init; }

    [Description("the distribution")]
    public required string DistributionId { get; init; }

    [Description("how far it is")]
    public required InvalidationBatchState State { get; init; }

    [Description("how many paths it has; a wildcard is one")]
    public required int Paths { get; init; }

    [Description("how many of them are wildcards")]
    public required int Wildcards { get; init; }

    [Description("how many paths there would be without wildcards")]
    public required long SinglePaths { get; init; }

    [Description("whether it lets others go first")]
    public required bool Backfill { get; init; }

    [Description("how many tries failed")]
    public required int Attempts { get; init; }

    [Description("when it was made")]
    public required DateTimeOffset CreatedAt { get; init; }

    [Description("when the next try is due; null when there is none")]
    public required DateTimeOffset? DueAt { get; init; }

    [Description("when CloudFront took it; null before")]
    public required DateTimeOffset? AcceptedAt { get; init; }

    [Description("CloudFront's id of it; null before it took it")]
    public required string? InvalidationId { get; init; }

    [Description("what makes a repetition the same request to CloudFront")]
    public required string CallerReference { get; init; }

    [Description("why the last try failed")]
    public required string? Reason { get; init; }

    [Description("the object that holds its report")]
    public required string? ReportKey { get; init; }

    public static InvalidationDocument Of(InvalidationBatch batch) => new()
    {
        Id = batch.Id.ToString("D"),
        DistributionId = batch.DistributionId,
        State = batch.State,
        Paths = batch.Paths.Count,
        Wildcards = batch.Wildcards,
        SinglePaths = batch.SinglePaths,
        Backfill = batch.IsBackfill,
        Attempts = batch.Attempts,
        CreatedAt = batch.CreatedAt,
        DueAt = batch.State == InvalidationBatchState.Waiting ? batch.DueAt : null,
        AcceptedAt = batch.AcceptedAt,
        InvalidationId = batch.InvalidationId,
        CallerReference = batch.CallerReference,
        Reason = batch.Reason,
        ReportKey = batch.ReportKey,
    };

    public IEnumerable<string> ToText() =>
        [$"{Units.Time(CreatedAt)} {Id} {DistributionId} {Words.Of(State)} {Units.Count(Paths, "path")}{(Reason is null ? "" : $" ({Reason})")}"];
}
