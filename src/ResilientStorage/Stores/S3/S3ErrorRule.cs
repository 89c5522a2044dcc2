namespace ResilientStorage.Stores.S3;

/// <summary>What an error code of the S3 protocol means for the engine, and what a person does about it.</summary>
/// <param name="Kind">The kind of error.</param>
/// <param name="NextStep">What to do.</param>
/// <param name="IsTransient">Whether the same request may succeed later; null for what the kind says.</param>
internal sealed record S3ErrorRule(StorageErrorKind Kind, string NextStep, bool? IsTransient = null);
