namespace ResilientStorage.Invalidation.Events;

/// <summary>Messages with S3 events were not acknowledged, and failing is the only way to have their source deliver them again.</summary>
/// <param name="message">What happened and what to do next.</param>
public sealed class S3EventException(string message) : ResilientStorageException(message);
