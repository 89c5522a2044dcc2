namespace ResilientStorage;

/// <summary>An error of the ledger.</summary>
public sealed class LedgerException : ResilientStorageException
{
    /// <summary>Makes the error.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="message">What happened and what to do; never a secret.</param>
    /// <param name="innerException">The database's own error.</param>
    public LedgerException(LedgerErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        IsTransient = kind is LedgerErrorKind.Unavailable or LedgerErrorKind.TransactionAborted;
    }

    /// <summary>What went wrong.</summary>
    public LedgerErrorKind Kind { get; }

    /// <summary>Whether the same call may succeed later.</summary>
    /// <value>By default true for <see cref="LedgerErrorKind.Unavailable"/>, and for <see cref="LedgerErrorKind.TransactionAborted"/>, in a new transaction.</value>
    public bool IsTransient { get; init; }

    /// <summary>Whether it failed because another transaction holds a lock, which the call did not wait for, or no longer.</summary>
    /// <value>False by default.</value>
    public bool IsLocked { get; init; }
}
