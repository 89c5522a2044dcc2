namespace ResilientStorage.Invalidation.Reports;

/// <summary>One batch of a report.</summary>
internal sealed record InvalidationReportSet(string CallerReference, IReadOnlyList<string> Paths, int Attempts, DateTimeOffset CreatedAt, string? Reason);
