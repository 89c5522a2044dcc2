namespace ResilientStorage.Stores;

/// <summary>The answer for one object of a delete.</summary>
/// <param name="ObjectKey">The key that was asked.</param>
/// <param name="Error">Why it is not removed; null when the store has confirmed that it is gone.</param>
public sealed record ObjectDeletion(string ObjectKey, StorageException? Error = null)
{
    /// <summary>Whether the store has confirmed that the object is gone.</summary>
    public bool IsDeleted => Error is null;
}
