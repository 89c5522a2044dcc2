using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace ResilientStorage.Invalidation.Events;

/// <summary>Reads JSON that anybody may have written: what is absent or of another type is simply not found.</summary>
internal static class JsonFields
{
    public static bool TryGetObject(this JsonElement element, string name, out JsonElement found) => TryGet(element, name, JsonValueKind.Object, out found);

    public static bool TryGetArray(this JsonElement element, string name, out JsonElement found) => TryGet(element, name, JsonValueKind.Array, out found);

    public static bool TryGetText(this JsonElement element, string name, [NotNullWhen(true)] out string? text)
    {
        text = TryGet(element, name, JsonValueKind.String, out var found) ? Text(found) : null;
        return text is not null;
    }

    public static string? FindText(this JsonElement element, string name) => element.TryGetText(name, out var text) ? text : null;

    public static DateTimeOffset? FindTime(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(element.FindText(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    public static bool TryFind(this JsonElement element, string name, out JsonElement found)
    {
        found = default;
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out found);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in the name of another field.
            return false;
        }
    }

    private static bool TryGet(JsonElement element, string name, JsonValueKind kind, out JsonElement found) => element.TryFind(name, out found) && found.ValueKind == kind;

    private static string? Text(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8: text that no service has sent.
            return null;
        }
    }
}
