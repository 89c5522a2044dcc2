using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace ResilientStorage.Emulators;

/// <summary>Makes the service's XML of JSON as the AWS command line prints it.</summary>
internal static class JsonXml
{
    /// <summary>What the members of a list are called, by the list's name.</summary>
    private static readonly Dictionary<string, string> Members = new(StringComparer.Ordinal)
    {
        ["Aliases"] = "CNAME",
        ["AliasICPRecordals"] = "AliasICPRecordal",
        ["AllowedMethods"] = "Method",
        ["CachedMethods"] = "Method",
        ["CacheBehaviors"] = "CacheBehavior",
        ["Cookies"] = "Name",
        ["CustomErrorResponses"] = "CustomErrorResponse",
        ["CustomHeaders"] = "OriginCustomHeader",
        ["FunctionAssociations"] = "FunctionAssociation",
        ["GeoRestriction"] = "Location",
        ["Headers"] = "Name",
        ["LambdaFunctionAssociations"] = "LambdaFunctionAssociation",
        ["Members"] = "OriginGroupMember",
        ["OriginGroups"] = "OriginGroup",
        ["Origins"] = "Origin",
        ["OriginSslProtocols"] = "SslProtocol",
        ["QueryStringCacheKeys"] = "Name",
        ["QueryStrings"] = "Name",
        ["StatusCodes"] = "StatusCode",
        ["TrustedKeyGroups"] = "KeyGroup",
        ["TrustedSigners"] = "AwsAccountNumber",
        ["WhitelistedNames"] = "Name",
    };

    public static XElement Write(string name, JsonNode node) => node switch
    {
        JsonObject fields => Names.Element(name, fields.SelectMany(field => WriteField(name, fields, field)).ToArray<object?>()),
        _ => Names.Element(name, TextOf(node.AsValue())),
    };

    private static IEnumerable<XElement> WriteField(string owner, JsonObject fields, KeyValuePair<string, JsonNode?> field)
    {
        if (field.Value is JsonArray items)
        {
            if (!fields.ContainsKey("Quantity"))
            {
                yield return Names.Element("Quantity", items.Count.ToString(CultureInfo.InvariantCulture));
            }

            if (items.Count > 0)
            {
                yield return Names.Element(field.Key, items.Select(item => Write(Members[owner], item!)));
            }
        }
        else if (field.Value is { } value)
        {
            yield return Write(field.Key, value);
        }
    }

    private static string TextOf(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(),
    };
}
