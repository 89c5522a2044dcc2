using System.Globalization;
using System.Xml.Linq;

namespace ResilientStorage.Emulators;

/// <summary>Makes, shows and lists invalidations.</summary>
internal sealed class InvalidationOperations(CloudFrontEmulatorOptions options, InvalidationTable table)
{
    public ServiceAnswer Create(string distributionId, ServiceRequest request)
    {
        EnsureDistribution(distributionId);
        var batch = InvalidationBatch.Read(request, options.MaxBatchBytes);
        if (batch.Paths.Count == 0 || batch.Paths.Any(path => !PathRules.IsAccepted(path) || options.RefusesPath?.Invoke(path) == true))
        {
            throw ServiceError.InvalidPath();
        }

        var invalidation = table.Add(distributionId, batch.CallerReference, batch.Paths);
        return ServiceAnswer.Of(201, Document(invalidation), ("Location", $"https://cloudfront.amazonaws.com/2020-05-31/distribution/{distributionId}/invalidation/{invalidation.Id}"));
    }

    public ServiceAnswer Get(string distributionId, string id)
    {
        EnsureDistribution(distributionId);
        return ServiceAnswer.Of(200, Document(table.Of(distributionId).FirstOrDefault(invalidation => invalidation.Id == id) ?? throw ServiceError.NoSuchInvalidation()));
    }

    public ServiceAnswer List(string distributionId, ServiceRequest request)
    {
        EnsureDistribution(distributionId);
        var page = Page<EmulatedInvalidation>.Of([.. table.Of(distributionId).Reverse()], static invalidation => invalidation.Id, request);
        return ServiceAnswer.Of(200, Names.Element(
            "InvalidationList",
            Names.Element("Marker", page.Marker),
            page.NextMarker is null ? null : Names.Element("NextMarker", page.NextMarker),
            Names.Element("MaxItems", page.MaxItems.ToString(CultureInfo.InvariantCulture)),
            Names.Element("IsTruncated", page.IsTruncated ? "true" : "false"),
            Names.List([.. page.Items.Select(static invalidation => Names.Element("InvalidationSummary", Head(invalidation)))])));
    }

    private static XElement Document(EmulatedInvalidation invalidation) => Names.Element(
        "Invalidation",
        Head(invalidation),
        Names.Element(
            "InvalidationBatch",
            Names.Element("Paths", Names.List([.. invalidation.Paths.Select(static path => Names.Element("Path", path))])),
            Names.Element("CallerReference", invalidation.CallerReference)));

    private static object[] Head(EmulatedInvalidation invalidation) =>
    [
        Names.Element("Id", invalidation.Id),
        Names.Element("Status", invalidation.IsCompleted ? "Completed" : "InProgress"),
        Names.Element("CreateTime", Names.Time(invalidation.CreatedAt)),
    ];

    private void EnsureDistribution(string id)
    {
        if (!options.Distributions.Any(distribution => (string?)distribution["Id"] == id))
        {
            throw ServiceError.NoSuchDistribution();
        }
    }
}
