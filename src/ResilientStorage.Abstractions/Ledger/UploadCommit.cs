namespace ResilientStorage.Ledger;

/// <summary>The commit of an upload.</summary>
public sealed record UploadCommit
{
    /// <summary>The version.</summary>
    public required VersionId VersionId { get; init; }

    /// <summary>The epoch of the intent.</summary>
    public required long Epoch { get; init; }

    /// <summary>The length of the stored bytes.</summary>
    public required long Length { get; init; }

    /// <summary>SHA-256 of the stored bytes, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The length of every block but the last, in bytes.</summary>
    public required int BlockSize { get; init; }

    /// <summary>CRC32C (RFC 3720, appendix B.4) of every block.</summary>
    public required ReadOnlyMemory<uint> BlockChecksums { get; init; }

    /// <summary>What the stores hold.</summary>
    public required IReadOnlyList<CommittedReplica> Replicas { get; init; }

    /// <summary>How long after the commit the replicas of the version before become due for removal.</summary>
    public required TimeSpan SupersededRemovalDelay { get; init; }
}
