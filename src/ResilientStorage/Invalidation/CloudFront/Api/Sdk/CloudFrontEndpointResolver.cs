using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace ResilientStorage.Invalidation.CloudFront.Sdk;

/// <summary>Asks the configuration's provider of endpoints, which needs to know nothing of a request.</summary>
internal sealed class CloudFrontEndpointResolver : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) => new();
}
