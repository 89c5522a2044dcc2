using Amazon.Runtime;

namespace ResilientStorage.Stores.S3;

/// <summary>One HTTP client for one store: its own connections, no redirects, no cookies, no proxy unless asked, and no timeouts but that for connecting, since the engine has them.</summary>
internal sealed class S3HttpClientFactory : HttpClientFactory, IDisposable
{
    private readonly HttpClient _client;

    /// <summary>Makes the client.</summary>
    /// <param name="options">The options.</param>
    /// <param name="otherRequestIdHeader">See <see cref="S3Profile.OtherRequestIdHeader"/>.</param>
    public S3HttpClientFactory(S3StoreOptions options, string? otherRequestIdHeader = null)
    {
        var connections = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = options.UseProxy,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = options.ConnectionLifetime,

            // The rest of an answer that was given up would be read for up to 2 seconds more, and the caller kept waiting for it (measured on documents that stall).
            ResponseDrainTimeout = TimeSpan.Zero,
        };
        _client = new HttpClient(new S3WireHandler(connections, otherRequestIdHeader)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public override string GetConfigUniqueString(IClientConfig clientConfig) => "";

    public void Dispose() => _client.Dispose();
}
