namespace ResilientStorage.Invalidation;

/// <summary>Which batches to list.</summary>
public sealed record InvalidationBatchQuery
{
    /// <summary>In these states; null for any.</summary>
    public IReadOnlyCollection<InvalidationBatchState>? States { get; init; }

    /// <summary>Of this distribution; null for any.</summary>
    public string? DistributionId { get; init; }

    /// <summary>These; null for any.</summary>
    public IReadOnlyCollection<Guid>? Ids { get; init; }

    /// <summary>Written at or after this time; null for any.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Taken by the CDN at or after this time, by the CDN's clock; null for any, taken or not.</summary>
    public DateTimeOffset? AcceptedFrom { get; init; }

    /// <summary>At most this many.</summary>
    /// <value>1,000 by default.</value>
    public int Limit { get; init; } = 1_000;
}
