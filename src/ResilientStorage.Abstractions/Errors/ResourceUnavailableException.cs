namespace ResilientStorage;

/// <summary>The resource exists, but no store could deliver its bytes.</summary>
public class ResourceUnavailableException : ResilientStorageException
{
    /// <summary>Makes the error.</summary>
    /// <param name="key">The resource key.</param>
    /// <param name="message">What happened in each store, and what to do.</param>
    /// <param name="causes">The errors, one per store that was asked.</param>
    public ResourceUnavailableException(string key, string message, IReadOnlyList<StorageException>? causes = null)
        : base(message, causes is { Count: > 0 } ? causes[0] : null)
    {
        Key = key;
        Causes = causes ?? [];
    }

    /// <summary>The resource key.</summary>
    public string Key { get; }

    /// <summary>The errors, one per store that was asked.</summary>
    public IReadOnlyList<StorageException> Causes { get; }
}
