namespace ResilientStorage.Stores;

/// <summary>Remembers, over all tries of all writes of one object to one store, whether one of them may still land.</summary>
internal sealed class WriteOutcome
{
    public bool IsUnknown { get; set; }

    /// <summary>Whether the key may hold other bytes from before (a corrupt copy, an alias): an object that is there after a lost answer then proves nothing.</summary>
    public bool KeyMayBeTaken { get; init; }
}
