namespace ResilientStorage.Invalidation;

/// <summary>Paths that are sent to one distribution in one request. Paths and reference never change once the batch is written.</summary>
public sealed record InvalidationBatch
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The distribution.</summary>
    public required string DistributionId { get; init; }

    /// <summary>What makes a repetition the same request to the CDN.</summary>
    public required string CallerReference { get; init; }

    /// <summary>The encoded paths, in ordinal order.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>How many paths there would be without wildcards.</summary>
    public required long SinglePaths { get; init; }

    /// <summary>Whether it may wait until nothing more urgent does.</summary>
    public bool IsBackfill { get; init; }

    /// <summary>How far it is.</summary>
    public InvalidationBatchState State { get; init; }

    /// <summary>How many tries failed.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was written, by the journal's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the next try is due.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>When the CDN took it; null before.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>The CDN's id of the invalidation; null before it took it.</summary>
    public string? InvalidationId { get; init; }

    /// <summary>Why the last try failed; null when none did.</summary>
    public string? Reason { get; init; }

    /// <summary>The object that holds its report; null when there is none.</summary>
    public string? ReportKey { get; init; }

    /// <summary>How many of the paths end in an asterisk.</summary>
    public int Wildcards => Paths.Count(static path => path.EndsWith('*'));
}
