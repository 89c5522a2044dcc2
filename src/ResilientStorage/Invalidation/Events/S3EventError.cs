namespace ResilientStorage.Invalidation.Events;

/// <summary>Why a message could not be read to its end. It is not acknowledged, so that its queue can set it aside.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Message">What was found and what to do next, for people.</param>
public sealed record S3EventError(S3EventErrorKind Kind, string Message);
