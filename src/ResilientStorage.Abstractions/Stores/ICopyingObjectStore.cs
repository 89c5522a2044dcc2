namespace ResilientStorage.Stores;

/// <summary>A store that copies an object without sending its bytes through the process.</summary>
public interface ICopyingObjectStore : IObjectStore
{
    /// <summary>Copies an object inside the store; an existing object of the destination key is replaced as a whole.</summary>
    /// <param name="sourceKey">The object to copy.</param>
    /// <param name="destinationKey">The key of the copy.</param>
    /// <param name="options">The headers and metadata of the copy; those of the source are not taken over.</param>
    /// <param name="cancellationToken">Cancels the call; the copy may still appear.</param>
    /// <returns>What the store says it has stored.</returns>
    /// <exception cref="StorageException">Of kind NotFound when the source is confirmed missing.</exception>
    Task<StoredObject> CopyAsync(string sourceKey, string destinationKey, PutObjectOptions options, CancellationToken cancellationToken = default);
}
