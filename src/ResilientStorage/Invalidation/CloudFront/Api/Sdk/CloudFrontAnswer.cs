using System.Xml.Linq;
using Amazon.Runtime;

namespace ResilientStorage.Invalidation.CloudFront.Sdk;

/// <summary>The document of a success.</summary>
internal sealed class CloudFrontAnswer : AmazonWebServiceResponse
{
    // Not required, because the SDK asks for a type that can be made without anything.
    public XElement? Root { get; init; }

    public string? RequestId => ResponseMetadata?.RequestId is { Length: > 0 } id ? id : null;
}
