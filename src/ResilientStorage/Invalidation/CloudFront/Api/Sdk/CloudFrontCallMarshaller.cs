using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace ResilientStorage.Invalidation.CloudFront.Sdk;

/// <summary>Makes the HTTP request.</summary>
internal sealed class CloudFrontCallMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var call = (CloudFrontCall)input;
        var request = new DefaultRequest(call, "Amazon.CloudFront")
        {
            HttpMethod = call.Body is null ? "GET" : "POST",
            ResourcePath = $"/{CloudFrontSdkConfig.ApiVersion}/{call.Path}",
            UseQueryString = call.Query.Count > 0,
        };
        foreach (var (name, value) in call.Query)
        {
            request.Parameters[name] = value;
        }

        if (call.Body is not null)
        {
            request.Content = call.Body;
            request.Headers["Content-Type"] = "application/xml";
        }

        return request;
    }
}
