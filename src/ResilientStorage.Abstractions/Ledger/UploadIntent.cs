namespace ResilientStorage.Ledger;

/// <summary>A recorded intent.</summary>
public sealed record UploadIntent
{
    /// <summary>The epoch of the Pending version; renewals, commit and failure carry it.</summary>
    public required long Epoch { get; init; }

    /// <summary>The names of the stores that must hold the bytes: all that are Active, main first.</summary>
    public required IReadOnlyList<string> Stores { get; init; }

    /// <summary>The ids of versions of the key that were fenced on the way; their removal is due now.</summary>
    public IReadOnlyList<VersionId> Fenced { get; init; } = [];

    /// <summary>The resource that the idempotency key belongs to: nothing was written. Null in the usual case.</summary>
    public Resource? Existing { get; init; }
}
