namespace ResilientStorage;

/// <summary>There is no such resource, or it is deleted.</summary>
public sealed class ResourceNotFoundException : ResilientStorageException
{
    /// <summary>Makes the error.</summary>
    /// <param name="key">The resource key.</param>
    /// <param name="message">What was looked for; null for the usual sentence.</param>
    public ResourceNotFoundException(string key, string? message = null)
        : base(message ?? $"There is no resource '{key}': it was never uploaded, or it is deleted.") => Key = key;

    /// <summary>The resource key.</summary>
    public string Key { get; }
}
