using Amazon.Runtime;

namespace ResilientStorage.Aws;

/// <summary>One HTTP client for one client of the SDK: its own connections, no redirects, no cookies, no proxy unless asked, and no timeouts but that for connecting, since its callers have them.</summary>
internal abstract class AwsHttpClientFactory : HttpClientFactory, IDisposable
{
    private readonly HttpClient _client;

    protected AwsHttpClientFactory(HttpMessageHandler handler) => _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public override string GetConfigUniqueString(IClientConfig clientConfig) => "";

    public void Dispose() => _client.Dispose();

    protected static SocketsHttpHandler Connections(bool useProxy, TimeSpan connectTimeout, TimeSpan lifetime) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = useProxy,
        ConnectTimeout = connectTimeout,
        PooledConnectionLifetime = lifetime,

        // The rest of an answer that was given up would be read for up to 2 seconds more, and the caller kept waiting for it (measured on documents that stall).
        ResponseDrainTimeout = TimeSpan.Zero,
    };
}
