namespace ResilientStorage.Ledger;

/// <summary>What to purge.</summary>
public sealed record ResourcePurge
{
    /// <summary>The resource key.</summary>
    public required string Key { get; init; }

    /// <summary>Whether the key is replaced by <c>sha256:</c> and its SHA-256 in hexadecimal once every version is Purged: in resources, object keys, history and work.</summary>
    public bool ForgetKey { get; init; }

    /// <summary>
    /// Whether a CDN may still have what was replaced: the duty to tell it is written for superseded versions whose object left the main store before anybody asked for their erasure. That of the others is
    /// written when their removals are done.
    /// </summary>
    public bool Invalidate { get; init; }
}
