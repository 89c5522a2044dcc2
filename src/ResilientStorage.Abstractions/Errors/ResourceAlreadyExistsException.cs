namespace ResilientStorage;

/// <summary>The resource is live, or being uploaded, or another version than the expected one is live.</summary>
public sealed class ResourceAlreadyExistsException : ResilientStorageException
{
    /// <summary>Makes the error.</summary>
    /// <param name="key">The resource key.</param>
    /// <param name="message">What is there, and what to do; null for the usual sentence.</param>
    public ResourceAlreadyExistsException(string key, string? message = null)
        : base(message ?? $"The resource '{key}' exists already. To make a new version of it, upload with IfExists = Replace.") => Key = key;

    /// <summary>The resource key.</summary>
    public string Key { get; }

    /// <summary>The version that is live; null when another upload of the key is under way.</summary>
    public VersionId? LiveVersion { get; init; }
}
