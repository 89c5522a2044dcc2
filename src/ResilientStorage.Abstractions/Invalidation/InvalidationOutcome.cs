namespace ResilientStorage.Invalidation;

/// <summary>How changes ended.</summary>
/// <param name="Receipts">The receipts of the changes.</param>
/// <param name="IsAccepted">True when the CDN has accepted them, or something after them that holds them, none serves them, a durable journal holds them, or they are a storage's own; false when they were reported for replay.</param>
/// <param name="Reason">Why they were not accepted; null otherwise.</param>
public sealed record InvalidationOutcome(IReadOnlyList<string> Receipts, bool IsAccepted, string? Reason = null);
