using System.Globalization;
using System.Text.Json.Nodes;

namespace ResilientStorage.Emulators;

/// <summary>The cache policies, AWS's own first.</summary>
internal sealed class PolicyOperations(CloudFrontEmulatorOptions options)
{
    private static readonly JsonArray Managed = ReadManaged();

    public ServiceAnswer List(ServiceRequest request)
    {
        var type = request.Parameter("Type");
        var page = Page<JsonObject>.Of([.. All().Where(policy => type is null || (string?)policy["Type"] == type)], IdOf, request);

        // Unlike the others this list says neither where it begins nor whether it is cut.
        return ServiceAnswer.Of(200, Names.Element(
            "CachePolicyList",
            page.NextMarker is null ? null : Names.Element("NextMarker", page.NextMarker),
            Names.Element("MaxItems", page.MaxItems.ToString(CultureInfo.InvariantCulture)),
            Names.List([.. page.Items.Select(policy => JsonXml.Write("CachePolicySummary", policy))])));
    }

    public ServiceAnswer Get(string id)
    {
        var policy = All().FirstOrDefault(policy => IdOf(policy) == id) ?? throw ServiceError.NoSuchCachePolicy();
        return ServiceAnswer.Of(200, JsonXml.Write("CachePolicy", policy["CachePolicy"]!), ("ETag", $"E{id}"));
    }

    private static string IdOf(JsonObject policy) => (string)policy["CachePolicy"]!["Id"]!;

    private static JsonArray ReadManaged()
    {
        using var stream = typeof(PolicyOperations).Assembly.GetManifestResourceStream("managed-policies.json")!;
        return JsonNode.Parse(stream)!.AsArray();
    }

    private IEnumerable<JsonObject> All() => Managed.Cast<JsonObject>().Concat(options.CachePolicies);
}
