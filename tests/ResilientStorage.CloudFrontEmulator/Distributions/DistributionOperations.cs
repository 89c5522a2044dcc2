using System.Globalization;
using System.Text.Json.Nodes;

namespace ResilientStorage.Emulators;

/// <summary>The list of distributions, and what it lacks.</summary>
internal sealed class DistributionOperations(CloudFrontEmulatorOptions options)
{
    // Which fields only one of the two documents has.
    private static readonly string[] NotInSummary = ["CacheTagConfig", "CallerReference", "ContinuousDeploymentPolicyId", "DefaultRootObject", "Logging"];
    private static readonly string[] NotInConfig = ["AliasICPRecordals", "ARN", "DomainName", "ETag", "Id", "LastModifiedTime", "Status"];

    public ServiceAnswer List(ServiceRequest request)
    {
        var page = Page<JsonObject>.Of([.. options.Distributions], IdOf, request);
        return ServiceAnswer.Of(200, Names.Element(
            "DistributionList",
            Names.Element("Marker", page.Marker),
            page.NextMarker is null ? null : Names.Element("NextMarker", page.NextMarker),
            Names.Element("MaxItems", page.MaxItems.ToString(CultureInfo.InvariantCulture)),
            Names.Element("IsTruncated", page.IsTruncated ? "true" : "false"),
            Names.List([.. page.Items.Select(distribution => JsonXml.Write("DistributionSummary", Without(distribution, NotInSummary)))])));
    }

    public ServiceAnswer GetConfig(string id)
    {
        var distribution = options.Distributions.FirstOrDefault(distribution => IdOf(distribution) == id) ?? throw ServiceError.NoSuchDistribution();
        var config = Without(distribution, NotInConfig);
        config.TryAdd("CallerReference", $"emulator-{id}");
        config.TryAdd("DefaultRootObject", "");
        return ServiceAnswer.Of(200, JsonXml.Write("DistributionConfig", config), ("ETag", $"E{id}"));
    }

    private static string IdOf(JsonObject distribution) => (string)distribution["Id"]!;

    private static JsonObject Without(JsonObject distribution, string[] fields)
    {
        var copy = (JsonObject)distribution.DeepClone();
        foreach (var field in fields)
        {
            copy.Remove(field);
        }

        return copy;
    }
}
