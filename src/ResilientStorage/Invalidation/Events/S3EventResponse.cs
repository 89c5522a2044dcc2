namespace ResilientStorage.Invalidation.Events;

/// <summary>What to answer to an HTTP request that delivered S3 events.</summary>
/// <param name="StatusCode">
/// 200 when the message is done with; 400 when it cannot be read; 413 when it is too large; 503 when it should be delivered again.
/// </param>
/// <param name="Problem">What is wrong and what to do next, for the body of the answer; null with 200.</param>
public sealed record S3EventResponse(int StatusCode, string? Problem = null);
