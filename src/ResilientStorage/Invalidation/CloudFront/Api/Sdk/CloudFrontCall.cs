using Amazon.Runtime;

namespace ResilientStorage.Invalidation.CloudFront.Sdk;

/// <summary>A call of whatever operation.</summary>
internal sealed class CloudFrontCall : AmazonWebServiceRequest
{
    /// <summary>The service's name of the operation, which is also that of the right that it needs.</summary>
    public required string Operation { get; init; }

    /// <summary>The path after the version of the API, without a leading slash; ids in it are checked.</summary>
    public required string Path { get; init; }

    /// <summary>The element that the answer has to be.</summary>
    public required string Answer { get; init; }

    /// <summary>Which distribution it is about, for messages.</summary>
    public string? DistributionId { get; init; }

    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    /// <summary>The document to send; null for a look-up.</summary>
    public byte[]? Body { get; init; }
}
