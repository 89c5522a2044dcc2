namespace ResilientStorage.Stores;

/// <summary>Remembers, over all tries of all writes of one object to one store, whether one of them may still land.</summary>
internal sealed class WriteOutcome
{
    public bool IsUnknown { get; set; }
}
