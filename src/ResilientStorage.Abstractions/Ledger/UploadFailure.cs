namespace ResilientStorage.Ledger;

/// <summary>The end of an upload that did not succeed.</summary>
public sealed record UploadFailure
{
    /// <summary>The version.</summary>
    public required VersionId VersionId { get; init; }

    /// <summary>The epoch of the intent.</summary>
    public required long Epoch { get; init; }

    /// <summary>Why, for the history.</summary>
    public required string Reason { get; init; }

    /// <summary>The stores in which a write may still land: their replicas are removed again after the grace.</summary>
    public IReadOnlyList<string> UnknownOutcomes { get; init; } = [];

    /// <summary>Whether a version that another transaction has locked is an error at once; see <see cref="LedgerLease.DoNotWait"/>.</summary>
    /// <value>False by default.</value>
    public bool DoNotWait { get; init; }
}
