using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Invalidation;
using ResilientStorage.Ledger;
using ResilientStorage.Stores;

namespace ResilientStorage.Cli.Documents;

/// <summary>The JSON of every document. Every member is always there; what does not apply is null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(UtcTimeConverter),
        typeof(CamelCaseEnumConverter<ErrorKind>),
        typeof(CamelCaseEnumConverter<RemovalState>),
        typeof(CamelCaseEnumConverter<VersionState>),
        typeof(CamelCaseEnumConverter<VersionEnd>),
        typeof(CamelCaseEnumConverter<ReplicaState>),
        typeof(CamelCaseEnumConverter<HistoryEvent>),
        typeof(CamelCaseEnumConverter<PurgeOutcome>),
        typeof(CamelCaseEnumConverter<StoreRole>),
        typeof(CamelCaseEnumConverter<StoreState>),
        typeof(CamelCaseEnumConverter<InvalidationBatchState>),
    ])]
[JsonSerializable(typeof(PutDocument))]
[JsonSerializable(typeof(GetDocument))]
[JsonSerializable(typeof(ResourceDocument))]
[JsonSerializable(typeof(ShowDocument))]
[JsonSerializable(typeof(DeleteDocument))]
[JsonSerializable(typeof(PurgeDocument))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(WorkerDocument))]
[JsonSerializable(typeof(InvalidateDocument))]
[JsonSerializable(typeof(InvalidationPlanDocument))]
[JsonSerializable(typeof(InvalidationDocument))]
[JsonSerializable(typeof(ShowInvalidationDocument))]
[JsonSerializable(typeof(InvalidationCostDocument))]
[JsonSerializable(typeof(ErrorDocument))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>Keys in any script stay readable: this JSON goes to a terminal or a parser, never into a web page.</summary>
    public static CliJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
