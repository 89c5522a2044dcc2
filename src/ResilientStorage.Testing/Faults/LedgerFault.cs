namespace ResilientStorage.Testing;

/// <summary>A fault that a call of a ledger meets.</summary>
internal sealed record LedgerFault(LedgerFaultKind Kind)
{
    public LedgerErrorKind Error { get; init; }

    public TimeSpan Delay { get; init; }
}
