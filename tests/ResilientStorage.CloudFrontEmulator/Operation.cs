namespace ResilientStorage.Emulators;

/// <summary>What a request asks for.</summary>
internal sealed record Operation(string Name, string? DistributionId, Func<ServiceRequest, ServiceAnswer> Run);
