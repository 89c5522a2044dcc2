using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResilientStorage.Relational.Sql;

/// <summary>The caller's own entries as a JSON object; null for none.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class MetadataJson : JsonSerializerContext
{
    public static string? Write(IReadOnlyDictionary<string, string> metadata) =>
        metadata.Count == 0 ? null : JsonSerializer.Serialize(new Dictionary<string, string>(metadata), Default.DictionaryStringString);

    public static IReadOnlyDictionary<string, string> Read(string? json)
    {
        if (json is null)
        {
            return ReadOnlyDictionary<string, string>.Empty;
        }

        try
        {
            return JsonSerializer.Deserialize(json, Default.DictionaryStringString) ?? throw new FormatException("The metadata is null.");
        }
        catch (JsonException e)
        {
            throw new FormatException("The metadata is not a JSON object of texts.", e);
        }
    }
}
