using ResilientStorage.Aws;

namespace ResilientStorage.Stores.S3;

/// <summary>The HTTP client of one store.</summary>
internal sealed class S3HttpClientFactory(S3StoreOptions options)
    : AwsHttpClientFactory(new S3WireHandler(Connections(options.UseProxy, options.ConnectTimeout, options.ConnectionLifetime)));
