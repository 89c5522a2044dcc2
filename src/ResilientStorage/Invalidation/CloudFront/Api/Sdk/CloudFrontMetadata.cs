using Amazon.Runtime.Internal;

namespace ResilientStorage.Invalidation.CloudFront.Sdk;

/// <summary>The name of the service, for the SDK's telemetry and user agent.</summary>
internal sealed class CloudFrontMetadata : IServiceMetadata
{
    public string ServiceId => "CloudFront";

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
