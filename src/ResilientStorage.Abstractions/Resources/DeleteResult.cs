namespace ResilientStorage;

/// <summary>What became of one key.</summary>
public sealed record DeleteResult
{
    /// <summary>The resource key.</summary>
    public required string Key { get; init; }

    /// <summary>The version that was deleted; null when nothing was.</summary>
    public VersionId? VersionId { get; init; }

    /// <summary>When its bytes become due for removal, by the ledger's clock; null when nothing was deleted.</summary>
    public DateTimeOffset? RemovalDueAt { get; init; }

    /// <summary>True when the removal is due already, so that the queue can be told now.</summary>
    public bool RemovalIsDue { get; init; }

    /// <summary>Why nothing was deleted; null after a delete.</summary>
    public Exception? Error { get; init; }
}
