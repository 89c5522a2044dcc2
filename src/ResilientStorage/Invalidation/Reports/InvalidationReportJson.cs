using System.Text.Json.Serialization;

namespace ResilientStorage.Invalidation.Reports;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(InvalidationReportDocument))]
internal sealed partial class InvalidationReportJson : JsonSerializerContext;
