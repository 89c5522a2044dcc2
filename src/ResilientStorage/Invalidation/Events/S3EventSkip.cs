namespace ResilientStorage.Invalidation.Events;

/// <summary>A record that was left out.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Detail">What was found, for people: shortened, without object keys.</param>
public sealed record S3EventSkip(S3EventSkipReason Reason, string Detail);
