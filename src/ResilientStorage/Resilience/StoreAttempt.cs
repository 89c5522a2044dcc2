namespace ResilientStorage.Resilience;

/// <summary>One request to a store.</summary>
/// <param name="Call">What was asked of which store.</param>
/// <param name="Work">What for.</param>
/// <param name="Number">The how manieth try of the call it was, from 1: retries are those above. Zero for the next bytes of an answer under way.</param>
/// <param name="Waited">How long it waited for its permit.</param>
/// <param name="Duration">How long it took from then on.</param>
/// <param name="Error">What it failed with; null when it succeeded or was cancelled.</param>
/// <param name="WasCancelled">Whether it was broken off: by the caller, or because the time for all tries was over.</param>
internal readonly record struct StoreAttempt(StoreCall Call, StoreWork Work, int Number, TimeSpan Waited, TimeSpan Duration, StorageException? Error, bool WasCancelled);
