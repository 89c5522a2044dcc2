using System.Text.Json.Serialization;

namespace ResilientStorage.Stores.Ownership;

/// <summary>The content of <c>.resilient-storage/owner.json</c>: which ledger a store belongs to.</summary>
internal sealed record OwnerMarker(Guid LedgerId, string Instance, string Store, Guid MarkerId, long Generation);

[JsonSerializable(typeof(OwnerMarker))]
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class OwnerMarkerJson : JsonSerializerContext;
