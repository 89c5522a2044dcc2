namespace ResilientStorage.Testing;

/// <summary>What a <see cref="LedgerFault"/> does.</summary>
internal enum LedgerFaultKind
{
    Fail,
    LoseAnswer,
    Delay,
    Hang,
}
