namespace ResilientStorage.Ledger;

/// <summary>A version as one query saw it.</summary>
public sealed record ResourceSnapshot
{
    /// <summary>The resource with this version. For a version that was never committed, length and hash are 0 and empty.</summary>
    public required Resource Resource { get; init; }

    /// <summary>The state of the version.</summary>
    public required VersionState State { get; init; }

    /// <summary>The epoch of the version.</summary>
    public required long Epoch { get; init; }

    /// <summary>The replicas, by the stores' order: main first, then the backups.</summary>
    public required IReadOnlyList<Replica> Replicas { get; init; }

    /// <summary>The length of every block but the last, in bytes; 0 for a version that was never committed.</summary>
    public int BlockSize { get; init; }

    /// <summary>The first block checksums: all, or as many as fit in 64 KiB.</summary>
    public BlockChecksums Blocks { get; init; } = BlockChecksums.None;
}
