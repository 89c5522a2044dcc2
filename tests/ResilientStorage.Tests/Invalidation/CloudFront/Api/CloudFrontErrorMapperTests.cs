using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Xml;
using Amazon.Runtime;
using ResilientStorage.Invalidation.CloudFront;

namespace ResilientStorage.Tests.Invalidation.CloudFront.Api;

/// <summary>Every row of the table of errors.</summary>
public sealed class CloudFrontErrorMapperTests
{
    private static readonly CloudFrontRequest Create = new("CreateInvalidation", "E1", "cloudfront.amazonaws.com");

    public static TheoryData<int, string, CloudFrontErrorKind, string> Answers { get; } = new()
    {
        { 400, "TooManyInvalidationsInProgress", CloudFrontErrorKind.TooManyInProgress, "other tools" },
        { 413, "BatchTooLarge", CloudFrontErrorKind.BatchTooLarge, "halve" },
        { 413, "", CloudFrontErrorKind.BatchTooLarge, "halve" },
        { 400, "InvalidArgument", CloudFrontErrorKind.InvalidPath, "percent-encoded" },
        { 400, "InconsistentQuantities", CloudFrontErrorKind.InvalidRequest, "defect" },
        { 400, "MissingBody", CloudFrontErrorKind.InvalidRequest, "defect" },
        { 400, "MalformedInput", CloudFrontErrorKind.InvalidRequest, "defect" },
        { 400, "SomethingNew", CloudFrontErrorKind.InvalidRequest, "refuses" },
        { 400, "InvalidationBatchAlreadyExists", CloudFrontErrorKind.ReferenceReused, "new one" },
        { 409, "InvalidationBatchAlreadyExists", CloudFrontErrorKind.ReferenceReused, "new one" },
        { 404, "NoSuchDistribution", CloudFrontErrorKind.NotFound, "check the id" },
        { 404, "NoSuchInvalidation", CloudFrontErrorKind.NotFound, "check the id" },
        { 404, "NoSuchCachePolicy", CloudFrontErrorKind.NotFound, "check the id" },
        { 404, "NotFound", CloudFrontErrorKind.Unavailable, "proxy's page" },
        { 404, "", CloudFrontErrorKind.Unavailable, "proxy's page" },
        { 403, "AccessDenied", CloudFrontErrorKind.AccessDenied, "'cloudfront:CreateInvalidation'" },
        { 403, "", CloudFrontErrorKind.AccessDenied, "'cloudfront:CreateInvalidation'" },
        { 401, "", CloudFrontErrorKind.AccessDenied, "'cloudfront:CreateInvalidation'" },
        { 400, "Throttling", CloudFrontErrorKind.Throttled, "call rate" },
        { 400, "ThrottlingException", CloudFrontErrorKind.Throttled, "call rate" },
        { 429, "", CloudFrontErrorKind.Throttled, "call rate" },
        { 503, "ServiceUnavailable", CloudFrontErrorKind.Unavailable, "safe to repeat" },
        { 503, "", CloudFrontErrorKind.Unavailable, "safe to repeat" },
        { 500, "InternalError", CloudFrontErrorKind.Unavailable, "safe to repeat" },
        { 502, "", CloudFrontErrorKind.Unavailable, "safe to repeat" },
        { 504, "GatewayTimeout", CloudFrontErrorKind.Unavailable, "safe to repeat" },
        { 408, "", CloudFrontErrorKind.Unavailable, "proxy's page" },
        { 403, "SignatureDoesNotMatch", CloudFrontErrorKind.AccessDenied, "check both" },
        { 403, "InvalidClientTokenId", CloudFrontErrorKind.AccessDenied, "check both" },
        { 403, "UnrecognizedClientException", CloudFrontErrorKind.AccessDenied, "check both" },
        { 403, "MissingAuthenticationToken", CloudFrontErrorKind.AccessDenied, "check both" },
        { 400, "IncompleteSignature", CloudFrontErrorKind.AccessDenied, "check both" },
        { 403, "ExpiredToken", CloudFrontErrorKind.AccessDenied, "renew" },
        { 403, "RequestExpired", CloudFrontErrorKind.AccessDenied, "set the clock" },
        { 403, "OptInRequired", CloudFrontErrorKind.AccessDenied, "sign it up" },
        { 200, "", CloudFrontErrorKind.Unavailable, "proxy's page" },
        { 304, "", CloudFrontErrorKind.Unknown, "may have been taken" },
    };

    public static TheoryData<Exception, CloudFrontErrorKind, string> Failures { get; } = new()
    {
        { new HttpRequestException(HttpRequestError.NameResolutionError), CloudFrontErrorKind.Unavailable, "DNS" },
        { new HttpRequestException(HttpRequestError.ConnectionError), CloudFrontErrorKind.Unavailable, "firewall" },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, inner: new AuthenticationException()), CloudFrontErrorKind.Unavailable, "certificate" },
        { new IOException("reset", new SocketException((int)SocketError.ConnectionReset)), CloudFrontErrorKind.Unavailable, "connection was lost" },
        { new AmazonClientException("wrapped", new IOException("reset")), CloudFrontErrorKind.Unavailable, "connection was lost" },
        { new TimeoutException(), CloudFrontErrorKind.Unavailable, "no answer in time" },
        { new TaskCanceledException(null, new TimeoutException()), CloudFrontErrorKind.Unavailable, "no answer in time" },
        { new XmlException("cut"), CloudFrontErrorKind.Unavailable, "no whole XML document" },
        { new AmazonUnmarshallingException("x", "y", new XmlException("cut"), HttpStatusCode.Created), CloudFrontErrorKind.Unavailable, "" },
        { new AmazonClientException("Failed to resolve AWS credentials."), CloudFrontErrorKind.AccessDenied, "set AccessKey" },
        { new AmazonClientException("something else"), CloudFrontErrorKind.Unknown, "AmazonClientException" },
        { new InvalidOperationException("broken"), CloudFrontErrorKind.Unknown, "InvalidOperationException" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Map_Answer_NamesKindAndNextStep(int status, string code, CloudFrontErrorKind kind, string says)
    {
        var mapped = CloudFrontErrorMapper.Map(Answer(status, code), Create);

        Assert.Equal((kind, status, "tx-1"), (mapped.Kind, mapped.StatusCode, mapped.RequestId));
        Assert.Contains(says, mapped.Message, StringComparison.Ordinal);
        Assert.StartsWith("CloudFront CreateInvalidation of E1: cloudfront.amazonaws.com answered", mapped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void Map_Failure_NamesKindAndNextStep(Exception error, CloudFrontErrorKind kind, string says)
    {
        var mapped = CloudFrontErrorMapper.Map(error, Create);

        Assert.Equal(kind, mapped.Kind);
        Assert.Contains(says, mapped.Message, StringComparison.Ordinal);
        Assert.Same(error, mapped.InnerException);
    }

    [Fact]
    public void Map_InvalidArgumentOfAList_IsNoPath() =>
        Assert.Equal(CloudFrontErrorKind.InvalidRequest, CloudFrontErrorMapper.Map(Answer(400, "InvalidArgument"), Create with { Operation = "ListDistributions" }).Kind);

    [Fact]
    public void Map_TextOfTheAnswer_IsNotRepeated()
    {
        var mapped = CloudFrontErrorMapper.Map(Answer(403, "<html>AWS4-HMAC-SHA256"), Create);

        Assert.Null(mapped.Code);
        Assert.DoesNotContain("HMAC", mapped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("said by the server", mapped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_AnswerThatQuotesTheSignature_IsNotTheCause()
    {
        var quoting = new AmazonServiceException("The Canonical String was 'host;x-amz-date ... AWS4-HMAC-SHA256'", ErrorType.Unknown, "SignatureDoesNotMatch", "tx-1", HttpStatusCode.Forbidden);

        Assert.Null(CloudFrontErrorMapper.Map(quoting, Create).InnerException);
        Assert.NotNull(CloudFrontErrorMapper.Map(Answer(403, "SignatureDoesNotMatch"), Create).InnerException);
    }

    [Fact]
    public void Map_ErrorOfTheService_StaysAsItIs()
    {
        var error = new CloudFrontException(CloudFrontErrorKind.Throttled, "x");

        Assert.Same(error, CloudFrontErrorMapper.Map(error, Create));
    }

    private static AmazonServiceException Answer(int status, string code) => new("said by the server", ErrorType.Unknown, code, "tx-1", (HttpStatusCode)status);
}
