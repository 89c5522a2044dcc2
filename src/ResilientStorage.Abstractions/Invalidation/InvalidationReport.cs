namespace ResilientStorage.Invalidation;

/// <summary>What a flush sent.</summary>
/// <param name="Batches">How many batches were accepted.</param>
/// <param name="Paths">How many paths they held.</param>
/// <param name="Waiting">How many changes still wait.</param>
public sealed record InvalidationReport(int Batches, int Paths, int Waiting);
