using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace ResilientStorage.Invalidation.CloudFront.Sdk;

/// <summary>Reads the document of an answer; what is in it is read by others.</summary>
internal sealed class CloudFrontAnswerUnmarshaller : XmlResponseUnmarshaller
{
    private const string RequestIdHeader = "x-amzn-RequestId";

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input) => new CloudFrontAnswer
    {
        Root = CloudFrontXml.Read(input.Stream),
        ResponseMetadata = new ResponseMetadata { RequestId = input.ResponseData.GetHeaderValue(RequestIdHeader) },
    };

    public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var document = TryRead(input.Stream);
        var error = document?.Child("Error");
        var header = input.ResponseData.GetHeaderValue(RequestIdHeader);
        return new AmazonServiceException(
            error?.Text("Message") ?? "",
            innerException,
            ErrorType.Unknown,
            error?.Text("Code") ?? "",
            string.IsNullOrEmpty(header) ? document?.Text("RequestId") : header,
            statusCode);
    }

    // A page of a proxy or half a document: the status has to do.
    private static XElement? TryRead(Stream stream)
    {
        try
        {
            return CloudFrontXml.Read(stream);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
