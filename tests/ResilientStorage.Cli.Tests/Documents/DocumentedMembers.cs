using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ResilientStorage.Cli.Documents;

/// <summary>Compares JSON as it was written with the members that the reference lists: each of them, no others, of the right kinds.</summary>
internal static class DocumentedMembers
{
    public static void AssertMatch(JsonElement element, Type document)
    {
        var members = TypeText.MembersOf(document).ToList();
        Assert.Equal(JsonValueKind.Object, element.ValueKind);
        Assert.Equal(members.Select(static property => property.Name), element.EnumerateObject().Select(static property => property.Name));
        foreach (var property in members)
        {
            AssertMatch(element.GetProperty(property.Name), property);
        }
    }

    private static void AssertMatch(JsonElement value, JsonPropertyInfo property)
    {
        var description = TypeText.Of(property);
        if (value.ValueKind == JsonValueKind.Null)
        {
            Assert.EndsWith(" or null", description, StringComparison.Ordinal);
            return;
        }

        var elements = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value };
        foreach (var element in elements)
        {
            if (TypeText.DocumentIn(property.PropertyType) is { } document)
            {
                AssertMatch(element, document);
            }
            else
            {
                Assert.Equal(KindOf(description), element.ValueKind is JsonValueKind.False ? JsonValueKind.True : element.ValueKind);
            }
        }
    }

    private static JsonValueKind KindOf(string description) => description.Split(' ')[0] switch
    {
        "number" => JsonValueKind.Number,
        "boolean" => JsonValueKind.True,
        _ => JsonValueKind.String,
    };
}
