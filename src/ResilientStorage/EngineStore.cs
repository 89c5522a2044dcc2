using ResilientStorage.Stores;

namespace ResilientStorage;

/// <summary>A store as it is configured, with its driver.</summary>
internal sealed record EngineStore(string Name, StoreRole Role, StorePlace Place, IObjectStore Driver)
{
    /// <summary>How its calls are tried again, timed and limited; null for the settings of the storage.</summary>
    public StoreResilienceOptions? Resilience { get; init; }
}
