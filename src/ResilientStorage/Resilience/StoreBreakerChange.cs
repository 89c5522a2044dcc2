namespace ResilientStorage.Resilience;

/// <summary>A store is left alone, probed, or back.</summary>
/// <param name="State">What it is from now on.</param>
/// <param name="For">How long it is left alone; zero otherwise.</param>
/// <param name="Cause">What the last call failed with; null when nothing failed.</param>
internal readonly record struct StoreBreakerChange(StoreBreakerState State, TimeSpan For, StorageException? Cause);
