namespace ResilientStorage.Ledger;

/// <summary>What became of findings.</summary>
/// <param name="Applied">How many changed a replica.</param>
/// <param name="RepairsStopped">The names of stores whose repairs were stopped by these findings.</param>
public sealed record FindingReport(int Applied, IReadOnlyList<string> RepairsStopped);
