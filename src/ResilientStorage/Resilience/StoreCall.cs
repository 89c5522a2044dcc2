namespace ResilientStorage.Resilience;

/// <summary>What is being asked of which store, for error messages.</summary>
internal readonly record struct StoreCall(string Store, string Operation, string? Key);
