namespace ResilientStorage.Testing;

/// <summary>A call that a <see cref="FaultInjectingResourceLedger"/> has seen.</summary>
/// <param name="Operation">The method.</param>
/// <param name="Number">The how manieth call of this method it is, from 1.</param>
public sealed record LedgerCall(LedgerOperation Operation, int Number);
