using ResilientStorage.Aws;

namespace ResilientStorage.Invalidation.CloudFront.Sdk;

/// <summary>The HTTP client of the CloudFront client.</summary>
internal sealed class CloudFrontHttpClientFactory(CloudFrontClientOptions options)
    : AwsHttpClientFactory(new CloudFrontWireHandler(Connections(options.UseProxy, options.ConnectTimeout, options.ConnectionLifetime)));
