namespace ResilientStorage.Stores.FileSystem;

/// <summary>What the store itself has found wrong; <see cref="FileSystemErrorMapper"/> adds the operation and the key.</summary>
internal sealed class FileSystemStoreException(StorageErrorKind kind, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public StorageErrorKind Kind { get; } = kind;
}
