namespace ResilientStorage;

/// <summary>One thing that happened to a version.</summary>
/// <param name="At">When, by the ledger's clock.</param>
/// <param name="Event">What.</param>
/// <param name="Store">The store concerned; null for the version as a whole.</param>
/// <param name="Reason">Why, where there is more to say.</param>
public sealed record HistoryEntry(DateTimeOffset At, HistoryEvent Event, string? Store = null, string? Reason = null);
