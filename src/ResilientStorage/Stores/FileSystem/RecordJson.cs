using System.Text.Json.Serialization;

namespace ResilientStorage.Stores.FileSystem;

/// <summary>Generated serialisers, so that the store works in programs compiled ahead of time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ObjectRecord))]
[JsonSerializable(typeof(UploadRecord))]
internal sealed partial class RecordJson : JsonSerializerContext;
