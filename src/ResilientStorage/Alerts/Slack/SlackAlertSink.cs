using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Polly;

namespace ResilientStorage.Alerts.Slack;

/// <summary>Posts alerts to an incoming webhook. The address never leaves this class but in the request.</summary>
internal sealed class SlackAlertSink : IAlertSink, IDisposable
{
    private readonly Uri _webhook;
    private readonly TimeSpan _attemptTimeout;
    private readonly TimeProvider _time;
    private readonly HttpClient? _ownClient;
    private readonly Func<HttpClient> _client;
    private readonly ResiliencePipeline _retrying;

    public SlackAlertSink(SlackAlertOptions options, Func<HttpClient>? httpClient, TimeSpan longestPause, TimeProvider time, ILogger logger)
    {
        _webhook = new Uri(options.WebhookUrl);
        _attemptTimeout = options.AttemptTimeout;
        _time = time;
        _ownClient = httpClient is null ? CreateClient() : null;
        _client = httpClient ?? (() => _ownClient!);
        _retrying = AlertRetry.Create(options.Retries, options.RetryDelay, longestPause, time, logger);
    }

    public async ValueTask SendAsync(StorageAlert alert, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var body = JsonSerializer.SerializeToUtf8Bytes(SlackMessage.Of(alert), SlackJsonContext.Default.SlackMessage);
        await _retrying.ExecuteAsync(static (state, token) => state.Sink.PostAsync(state.Body, token), (Sink: this, Body: body), cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _ownClient?.Dispose();

    private static HttpClient CreateClient()
    {
        var handler = new SocketsHttpHandler
        {
            // A redirect would carry the alert to a host that nobody allowed.
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),

            // Without it the handler makes no activities, whose tag url.full would hold the secret address.
            ActivityHeadersPropagator = null,
        };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private async ValueTask PostAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_attemptTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _webhook) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
            using var response = await _client().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw await SlackErrorMapper.OfAnswerAsync(response, _time.GetUtcNow(), either.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not AlertDeliveryException && !cancellationToken.IsCancellationRequested)
        {
            throw timeout.IsCancellationRequested ? SlackErrorMapper.TimedOut(_attemptTimeout) : SlackErrorMapper.OfFailure(e);
        }
    }
}
