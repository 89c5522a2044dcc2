using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResilientStorage.Cli.Documents;

/// <summary>States as words in camelCase; never as numbers.</summary>
internal sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
