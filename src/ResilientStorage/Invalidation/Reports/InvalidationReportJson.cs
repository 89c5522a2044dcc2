using System.Text.Json.Serialization;

namespace ResilientStorage.Invalidation.Reports;

// Strict: what a report does not have, somebody else wrote.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    MaxDepth = 8,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(InvalidationReportDocument))]
internal sealed partial class InvalidationReportJson : JsonSerializerContext;
