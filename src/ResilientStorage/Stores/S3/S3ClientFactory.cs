using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using ResilientStorage.Aws;

namespace ResilientStorage.Stores.S3;

/// <summary>
/// Makes clients with the profile that every store understands. Measured on Ceph 16: the SDK's default checksums are refused, and without
/// them chunked encoding stays on the object as <c>Content-Encoding: aws-chunked</c>. The store verifies the signed hash of the payload instead.
/// </summary>
internal static class S3ClientFactory
{
    private const string DefaultRegion = "us-east-1";

    // The SDK sends bodies through a buffer of this size, 8 KiB by default. A larger one saves most of the calls to the connection.
    private const int BufferBytes = 256 * 1024;

    public static AmazonS3Client Create(S3StoreOptions options, S3HttpClientFactory http)
    {
        var config = new AmazonS3Config
        {
            HttpClientFactory = http,
            AllowAutoRedirect = false,
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            ThrottleRetries = false,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            ForcePathStyle = options.ForcePathStyle,
            BufferSize = BufferBytes,
        };
        if (options.ServiceUrl is { } url)
        {
            config.ServiceURL = url;
            config.AuthenticationRegion = options.Region ?? DefaultRegion;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        return AwsCredentialRules.Choose(options.Credentials, options.AccessKey, options.SecretKey) is { } credentials ? new AmazonS3Client(credentials, config) : new AmazonS3Client(config);
    }

    /// <summary>The provider's address without scheme, in small letters, so that two spellings of one place are seen to be one.</summary>
    public static string EndpointOf(string? serviceUrl, string? region) =>
        serviceUrl is { } url ? new Uri(url).Authority : $"s3.{region ?? DefaultRegion}.amazonaws.com";
}
