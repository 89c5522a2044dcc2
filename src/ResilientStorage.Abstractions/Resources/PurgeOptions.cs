namespace ResilientStorage;

/// <summary>How to purge.</summary>
public sealed record PurgeOptions
{
    /// <summary>Replace the key in the ledger's history by its SHA-256 (<c>sha256:...</c>) once every replica is removed, for keys that are personal data themselves.</summary>
    /// <value>False by default.</value>
    public bool ForgetKey { get; init; }
}
