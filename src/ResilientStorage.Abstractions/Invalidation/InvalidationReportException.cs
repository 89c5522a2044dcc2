namespace ResilientStorage.Invalidation;

/// <summary>What was given as the report of an invalidation is none that can be sent again.</summary>
/// <param name="message">What is wrong and what to do next.</param>
/// <param name="innerException">The cause; null when there is none.</param>
public sealed class InvalidationReportException(string message, Exception? innerException = null) : ResilientStorageException(message, innerException);
