namespace ResilientStorage;

/// <summary>An upload that did not succeed: nothing of it is live, and an older version stays as it was.</summary>
public sealed class UploadFailedException : ResilientStorageException
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">Which store failed, how, and what happens to what had landed.</param>
    /// <param name="innerException">The cause.</param>
    public UploadFailedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The resource key.</summary>
    public required string Key { get; init; }

    /// <summary>The version that failed.</summary>
    public required VersionId VersionId { get; init; }

    /// <summary>The store that failed; null when the source or the ledger did.</summary>
    public string? Store { get; init; }

    /// <summary>The kind of the store's error; <see cref="StorageErrorKind.Integrity"/> for a source with wrong bytes, <see cref="StorageErrorKind.PreconditionFailed"/> when another version became live first.</summary>
    public StorageErrorKind Kind { get; init; }

    /// <summary>True when the ledger could not be asked whether the commit took effect: look the resource up, or retry with the same idempotency key.</summary>
    public bool OutcomeUnknown { get; init; }
}
