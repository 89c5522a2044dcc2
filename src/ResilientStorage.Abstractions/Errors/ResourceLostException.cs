namespace ResilientStorage;

/// <summary>The resource is valid, but no store has it: every copy is confirmed missing.</summary>
public sealed class ResourceLostException : ResourceUnavailableException
{
    /// <summary>Makes the error.</summary>
    /// <param name="key">The resource key.</param>
    /// <param name="message">What happened in each store, and what to do.</param>
    /// <param name="causes">The errors, one per store that was asked.</param>
    public ResourceLostException(string key, string message, IReadOnlyList<StorageException>? causes = null)
        : base(key, message, causes)
    {
    }
}
