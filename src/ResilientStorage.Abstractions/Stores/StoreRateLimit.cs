namespace ResilientStorage.Stores;

/// <summary>How many operations a provider takes from one credential.</summary>
/// <param name="Group">What the limit is counted by; stores with the same group share it. The name or a hash of a credential, never the credential itself.</param>
/// <param name="OperationsPerSecond">The limit; 1 to 1,000,000.</param>
public sealed record StoreRateLimit(string Group, int OperationsPerSecond);
