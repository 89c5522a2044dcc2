namespace ResilientStorage.Invalidation;

/// <summary>A change that is not yet in the journal.</summary>
/// <param name="Intent">The change.</param>
/// <param name="Receipt">The caller's mark; null for none.</param>
internal readonly record struct WaitingChange(NewInvalidationIntent Intent, string? Receipt);
