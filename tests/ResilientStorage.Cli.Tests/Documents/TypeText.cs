using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace ResilientStorage.Cli.Documents;

/// <summary>How the reference names the type of a JSON member.</summary>
internal static class TypeText
{
    private const string Suffix = "Document";

    public static string Of(JsonPropertyInfo property)
    {
        var declared = property.PropertyType;
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        var isNullable = type != declared || (!declared.IsValueType && property.IsGetNullable);
        return Of(type) + (isNullable ? " or null" : "");
    }

    /// <summary>The members that are written: the serializer lists ignored ones as well.</summary>
    public static IEnumerable<JsonPropertyInfo> MembersOf(Type document) => CliJson.Readable.GetTypeInfo(document)!.Properties.Where(static property => property.Get is not null);

    /// <summary>The document that a type is or lists; null for a plain value.</summary>
    public static Type? DocumentIn(Type type)
    {
        var element = ElementOf(type) ?? type;
        return element.Assembly == typeof(CliJson).Assembly && element.IsClass ? element : null;
    }

    public static string NameOf(Type document) =>
        document.Name.EndsWith(Suffix, StringComparison.Ordinal) ? document.Name[..^Suffix.Length] : document.Name == "CliError" ? "Error" : document.Name;

    public static string LinkTo(string name) => $"[{name}](#json-{name.ToLowerInvariant()})";

    private static string Of(Type type)
    {
        if (ElementOf(type) is { } element)
        {
            return $"array of {Of(element)}";
        }

        if (DocumentIn(type) is { } document)
        {
            return LinkTo(NameOf(document));
        }

        return type switch
        {
            { IsEnum: true } => $"word of {LinkTo(type.Name)}",
            _ when type == typeof(string) => "string",
            _ when type == typeof(bool) => "boolean",
            _ when type == typeof(int) || type == typeof(long) || type == typeof(decimal) => "number",
            _ when type == typeof(DateTimeOffset) => "time",
            _ => throw new NotSupportedException($"The reference has no word for {type}."),
        };
    }

    private static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetTypeInfo().GenericTypeArguments[0] : null;
}
