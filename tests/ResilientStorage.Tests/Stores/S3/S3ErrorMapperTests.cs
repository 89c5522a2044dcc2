using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using Amazon.S3;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Tests.Stores.S3;

/// <summary>Every row of the table of error classes, as Ceph 16 and AWS answer.</summary>
public sealed class S3ErrorMapperTests
{
    private static readonly S3Request Put = new("PutObject", "key", "bucket", "s3.example.com", DateTimeOffset.UnixEpoch);

    public static TheoryData<int, string, StorageErrorKind, bool, string> Answers { get; } = new()
    {
        { 404, "NoSuchKey", StorageErrorKind.NotFound, false, "no such object" },
        { 404, "NoSuchVersion", StorageErrorKind.NotFound, false, "no such object" },
        { 404, "NoSuchUpload", StorageErrorKind.NotFound, false, "no such upload" },
        { 404, "NoSuchBucket", StorageErrorKind.Unavailable, false, "check Bucket, Region and ServiceUrl" },
        { 404, "NotFound", StorageErrorKind.Unavailable, true, "proxy's page" },
        { 404, "", StorageErrorKind.Unavailable, true, "proxy's page" },
        { 403, "AccessDenied", StorageErrorKind.AccessDenied, false, "docs/providers.md" },
        { 403, "Forbidden", StorageErrorKind.AccessDenied, false, "docs/providers.md" },
        { 403, "SignatureDoesNotMatch", StorageErrorKind.AccessDenied, false, "check both" },
        { 403, "InvalidAccessKeyId", StorageErrorKind.AccessDenied, false, "check both" },
        { 400, "ExpiredToken", StorageErrorKind.AccessDenied, false, "renew" },
        { 400, "InvalidToken", StorageErrorKind.AccessDenied, false, "renew" },
        { 403, "AccountProblem", StorageErrorKind.AccessDenied, false, "account" },
        { 401, "", StorageErrorKind.AccessDenied, false, "docs/providers.md" },
        { 403, "RequestTimeTooSkewed", StorageErrorKind.AccessDenied, false, "set the clock" },
        { 403, "RequestExpired", StorageErrorKind.AccessDenied, false, "set the clock" },
        { 412, "PreconditionFailed", StorageErrorKind.PreconditionFailed, false, "condition" },
        { 409, "ConditionalRequestConflict", StorageErrorKind.PreconditionFailed, true, "under way" },
        { 503, "SlowDown", StorageErrorKind.Throttled, true, "OperationsPerSecond" },
        { 429, "", StorageErrorKind.Throttled, true, "OperationsPerSecond" },
        { 400, "ThrottlingException", StorageErrorKind.Throttled, true, "OperationsPerSecond" },
        { 503, "Throttling", StorageErrorKind.Throttled, true, "OperationsPerSecond" },
        { 509, "BandwidthLimitExceeded", StorageErrorKind.Throttled, true, "OperationsPerSecond" },
        { 400, "RequestRateLimitExceeded", StorageErrorKind.Throttled, true, "OperationsPerSecond" },
        { 500, "InternalError", StorageErrorKind.Unavailable, true, "status page" },
        { 502, "", StorageErrorKind.Unavailable, true, "status page" },
        { 503, "ServiceUnavailable", StorageErrorKind.Unavailable, true, "status page" },
        { 504, "GatewayTimeout", StorageErrorKind.Unavailable, true, "status page" },
        { 409, "OperationAborted", StorageErrorKind.Unavailable, true, "status page" },
        { 200, "InternalError", StorageErrorKind.Unavailable, true, "status page" },
        { 408, "", StorageErrorKind.Timeout, true, "waited too long" },
        { 400, "RequestTimeout", StorageErrorKind.Timeout, true, "waited too long" },
        { 400, "BadDigest", StorageErrorKind.Integrity, true, "other bytes" },
        { 400, "XAmzContentSHA256Mismatch", StorageErrorKind.Integrity, true, "other bytes" },
        { 400, "IncompleteBody", StorageErrorKind.Integrity, true, "other bytes" },
        { 400, "InvalidPart", StorageErrorKind.InvalidRequest, false, "part" },
        { 403, "QuotaExceeded", StorageErrorKind.QuotaExceeded, false, "raise the quota" },
        { 507, "", StorageErrorKind.QuotaExceeded, false, "raise the quota" },
        { 503, "InsufficientCapacity", StorageErrorKind.QuotaExceeded, false, "raise the quota" },
        { 400, "EntityTooSmall", StorageErrorKind.InvalidRequest, false, "5 MiB" },
        { 400, "InvalidObjectName", StorageErrorKind.InvalidRequest, false, "refuses" },
        { 400, "MalformedXML", StorageErrorKind.InvalidRequest, false, "refuses" },
        { 501, "NotImplemented", StorageErrorKind.InvalidRequest, false, "supports" },
        { 405, "MethodNotAllowed", StorageErrorKind.InvalidRequest, false, "supports" },
        { 416, "InvalidRange", StorageErrorKind.InvalidRequest, false, "range" },
        { 400, "AccessControlListNotSupported", StorageErrorKind.InvalidRequest, false, "bucket policy or a CDN" },
        { 403, "InvalidObjectState", StorageErrorKind.InvalidRequest, false, "archive" },
        { 301, "PermanentRedirect", StorageErrorKind.InvalidRequest, false, "set Region or ServiceUrl" },
        { 307, "TemporaryRedirect", StorageErrorKind.InvalidRequest, false, "set Region or ServiceUrl" },
        { 400, "AuthorizationHeaderMalformed", StorageErrorKind.InvalidRequest, false, "set Region or ServiceUrl" },
        { 200, "", StorageErrorKind.Unavailable, true, "proxy's page" },
        { 418, "Teapot", StorageErrorKind.Unknown, true, "may have taken effect" },
    };

    public static TheoryData<Exception, StorageErrorKind, bool, bool, string> Faults { get; } = new()
    {
        { new HttpRequestException(HttpRequestError.NameResolutionError), StorageErrorKind.Unavailable, true, true, "DNS" },
        { new HttpRequestException(HttpRequestError.ConnectionError), StorageErrorKind.Unavailable, true, true, "firewall" },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, inner: new AuthenticationException()), StorageErrorKind.Unavailable, false, true, "certificate" },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, inner: new IOException()), StorageErrorKind.Unavailable, true, true, "TLS" },
        { new HttpRequestException(HttpRequestError.ProxyTunnelError), StorageErrorKind.Unavailable, true, true, "proxy" },
        { new HttpIOException(HttpRequestError.ResponseEnded), StorageErrorKind.Unavailable, true, false, "connection was lost" },
        { new IOException("reset", new SocketException((int)SocketError.ConnectionReset)), StorageErrorKind.Unavailable, true, false, "connection was lost" },
        { new AmazonClientException("wrapped", new IOException("reset")), StorageErrorKind.Unavailable, true, false, "connection was lost" },
        { new TimeoutException(), StorageErrorKind.Timeout, true, false, "no answer in time" },
        { new TaskCanceledException(null, new TimeoutException()), StorageErrorKind.Timeout, true, false, "no answer in time" },
        { new AmazonClientException("Expected hash not equal to calculated hash"), StorageErrorKind.Integrity, true, false, "entity tag" },
        { new AmazonClientException("Failed to resolve AWS credentials."), StorageErrorKind.AccessDenied, false, false, "set AccessKey" },
        { new InvalidOperationException("broken"), StorageErrorKind.Unknown, true, false, "InvalidOperationException" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Map_Answer_NamesKindAndNextStep(int status, string code, StorageErrorKind kind, bool isTransient, string says)
    {
        var mapped = S3ErrorMapper.Map(Answer(status, code), Put);

        Assert.Equal((kind, isTransient), (mapped.Kind, mapped.IsTransient));
        Assert.Contains(says, mapped.Message, StringComparison.Ordinal);
        Assert.Equal(("PutObject", "key", "", "tx-1", status), (mapped.Operation, mapped.Key, mapped.Store, mapped.RequestId, mapped.StatusCode));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Map_Fault_NamesKindAndWhetherItWasSent(Exception error, StorageErrorKind kind, bool isTransient, bool wasNotSent, string says)
    {
        var mapped = S3ErrorMapper.Map(error, Put);

        Assert.Equal((kind, isTransient, wasNotSent), (mapped.Kind, mapped.IsTransient, mapped.WasNotSent));
        Assert.Contains(says, mapped.Message, StringComparison.Ordinal);
        Assert.Same(error, mapped.InnerException);
    }

    [Theory]
    [InlineData("HeadObject", StorageErrorKind.NotFound)]
    [InlineData("HeadBucket", StorageErrorKind.Unavailable)]
    [InlineData("GetObject", StorageErrorKind.Unavailable)]
    [InlineData("DeleteObjects", StorageErrorKind.Unavailable)]
    public void Map_MissingWithoutADocument_MeansTheObjectOnlyForALookUp(string operation, StorageErrorKind kind) =>
        Assert.Equal(kind, S3ErrorMapper.Map(Answer(404, "NotFound"), Put with { Operation = operation }).Kind);

    [Fact]
    public void Map_TextOfTheAnswer_IsNotRepeated()
    {
        var mapped = S3ErrorMapper.Map(Answer(403, "<html>?X-Amz-Signature=abc"), Put);

        Assert.DoesNotContain("html", mapped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Signature", mapped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("said by the server", mapped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256 Credential=key-id", null)]
    [InlineData("wrong: authorization: abc", null)]
    [InlineData("said by the server", "GET /?X-Amz-Signature=abc")]
    public void Map_CauseQuotesASignature_IsNotAttached(string message, string? cause)
    {
        var error = new AmazonS3Exception(message, cause is null ? null : new InvalidOperationException("wrapped", new FormatException(cause)), ErrorType.Unknown, "SignatureDoesNotMatch", "tx-1", HttpStatusCode.Forbidden);

        Assert.Null(S3ErrorMapper.Map(error, Put).InnerException);
    }

    [Fact]
    public void Map_CauseQuotesNothing_IsAttached()
    {
        var error = Answer(403, "SignatureDoesNotMatch");

        Assert.Same(error, S3ErrorMapper.Map(error, Put).InnerException);
    }

    [Fact]
    public void Map_ErrorOfAStore_StaysAsItIs()
    {
        var error = new StorageException(StorageErrorKind.Integrity, "x");

        Assert.Same(error, S3ErrorMapper.Map(error, Put));
    }

    [Fact]
    public async Task Map_ConnectTimeoutOfTheFramework_WasNotSent()
    {
        // The framework's own text is the only sign, so this test is what notices when it changes.
        using var connections = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(1),
            ConnectCallback = static async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return Stream.Null;
            },
        };
        using var client = new HttpClient(connections);

        var mapped = S3ErrorMapper.Map(await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync(new Uri("http://127.0.0.1:9/"))), Put);

        Assert.Equal((StorageErrorKind.Timeout, true), (mapped.Kind, mapped.WasNotSent));
    }

    private static AmazonS3Exception Answer(int status, string code) => new("said by the server", innerException: null, ErrorType.Unknown, code, "tx-1", (HttpStatusCode)status);
}
