namespace ResilientStorage.Resilience;

/// <summary>Whether a store is asked.</summary>
internal enum StoreBreakerState
{
    /// <summary>It is.</summary>
    Closed,

    /// <summary>It kept failing and is left alone; calls fail at once.</summary>
    Open,

    /// <summary>One call probes whether it is back; the others fail at once.</summary>
    Probing,
}
