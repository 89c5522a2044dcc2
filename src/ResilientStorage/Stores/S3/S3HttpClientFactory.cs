using ResilientStorage.Aws;

namespace ResilientStorage.Stores.S3;

/// <summary>The HTTP client of one store.</summary>
/// <param name="options">The options.</param>
/// <param name="otherRequestIdHeader">See <see cref="S3Profile.OtherRequestIdHeader"/>.</param>
internal sealed class S3HttpClientFactory(S3StoreOptions options, string? otherRequestIdHeader = null)
    : AwsHttpClientFactory(new S3WireHandler(Connections(options.UseProxy, options.ConnectTimeout, options.ConnectionLifetime), otherRequestIdHeader));
