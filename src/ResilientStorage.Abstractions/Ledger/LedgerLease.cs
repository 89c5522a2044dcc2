namespace ResilientStorage.Ledger;

/// <summary>A lease to renew: of an upload, or of a claimed item of work.</summary>
public sealed record LedgerLease
{
    /// <summary>The Pending version; null for work.</summary>
    public VersionId? VersionId { get; init; }

    /// <summary>The item of work; null for an upload.</summary>
    public long? WorkId { get; init; }

    /// <summary>The epoch that the holder was given.</summary>
    public required long Epoch { get; init; }

    /// <summary>How long from now.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>
    /// Whether a row that another transaction has locked is an error at once, of kind <see cref="LedgerErrorKind.Unavailable"/>, and not waited for: the lock may be that of a transaction of the host,
    /// which lasts as long as the host likes. Means nothing where a transaction locks the whole database.
    /// </summary>
    /// <value>False by default.</value>
    public bool DoNotWait { get; init; }
}
