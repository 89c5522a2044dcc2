namespace ResilientStorage;

/// <summary>An error of one store.</summary>
public sealed class StorageException : ResilientStorageException
{
    /// <summary>Makes the error.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="message">What happened and what to do; never a secret.</param>
    /// <param name="innerException">The provider's own error.</param>
    public StorageException(StorageErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        IsTransient = kind is StorageErrorKind.Throttled or StorageErrorKind.Unavailable or StorageErrorKind.Timeout or StorageErrorKind.Unknown;
    }

    /// <summary>What went wrong.</summary>
    public StorageErrorKind Kind { get; }

    /// <summary>Whether the same request may succeed later.</summary>
    /// <value>By default true for Throttled, Unavailable, Timeout and Unknown.</value>
    public bool IsTransient { get; init; }

    /// <summary>Whether the request certainly never left the process, whatever the kind: a store that kept failing is left alone for a while, or no connection came about.</summary>
    /// <value>False by default.</value>
    public bool WasNotSent { get; init; }

    /// <summary>Whether a write may have taken effect in spite of the error.</summary>
    public bool MayHaveTakenEffect => !WasNotSent && Kind is StorageErrorKind.Unavailable or StorageErrorKind.Timeout or StorageErrorKind.Unknown;

    /// <summary>The name of the store; empty when a raw driver throws it and no name is known yet.</summary>
    public string Store { get; init; } = "";

    /// <summary>The operation, for instance <c>PutObject</c>.</summary>
    public string Operation { get; init; } = "";

    /// <summary>The object key; null for operations on the whole store.</summary>
    public string? Key { get; init; }

    /// <summary>The provider's request id, for its support; null where there is none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The HTTP status; null where there is none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>How long the store asks to wait; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
