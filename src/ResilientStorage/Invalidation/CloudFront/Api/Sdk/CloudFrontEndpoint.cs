using Amazon.Runtime.Endpoints;

namespace ResilientStorage.Invalidation.CloudFront.Sdk;

/// <summary>Tells the SDK the address, and what to sign for: without that it would sign for the region that is set.</summary>
internal sealed class CloudFrontEndpoint(CloudFrontAddress address) : IEndpointProvider
{
    private readonly Endpoint _endpoint = new(
        address.Url,
        $$"""{"authSchemes":[{"name":"sigv4","signingName":"cloudfront","signingRegion":"{{address.SigningRegion}}"}]}""",
        "{}");

    public Endpoint ResolveEndpoint(EndpointParameters parameters) => _endpoint;
}
