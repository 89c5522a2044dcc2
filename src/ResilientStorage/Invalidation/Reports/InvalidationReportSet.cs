namespace ResilientStorage.Invalidation.Reports;

/// <summary>One batch of a report.</summary>
internal sealed record InvalidationReportSet(Guid Id, string CallerReference, IReadOnlyList<string> Paths, long SinglePaths, int Attempts, DateTimeOffset CreatedAt, string? Reason);
