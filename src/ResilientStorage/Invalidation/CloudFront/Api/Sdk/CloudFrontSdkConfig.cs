using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;

namespace ResilientStorage.Invalidation.CloudFront.Sdk;

/// <summary>What the SDK needs to know of the service.</summary>
internal sealed class CloudFrontSdkConfig : ClientConfig
{
    public const string ApiVersion = "2020-05-31";

    public CloudFrontSdkConfig(CloudFrontAddress address, HttpClientFactory http)
        : base(new CloudFrontDefaults())
    {
        // The environment's AWS_ENDPOINT_URL would redirect the client, to MinIO for instance.
        IgnoreConfiguredEndpointUrls = true;
        ServiceId = "CloudFront";
        AuthenticationServiceName = "cloudfront";
        RegionEndpoint = RegionEndpoint.GetBySystemName(address.SigningRegion);
        EndpointProvider = new CloudFrontEndpoint(address);
        HttpClientFactory = http;
        AllowAutoRedirect = false;
        MaxStaleConnectionRetries = 0;
        DisableRequestCompression = true;
    }

    public override string ServiceVersion => ApiVersion;

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString("CloudFront", "resilient-storage");

    public override string RegionEndpointServiceName => "cloudfront";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => EndpointProvider.ResolveEndpoint(new EndpointParameters());
}
