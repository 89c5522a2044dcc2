using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ResilientStorage.Alerts.Slack;

/// <summary>What went wrong and what to do about it, in words of our own: those of the libraries below may hold the address.</summary>
internal static class SlackErrorMapper
{
    private const int MaxErrorCode = 64;

    public static AlertDeliveryException TimedOut(TimeSpan attemptTimeout) =>
        new($"Slack did not answer within {attemptTimeout}.", isTransient: true);

    public static AlertDeliveryException OfFailure(Exception error)
    {
        var socket = error.InnerException as SocketException ?? error as SocketException;
        var reason = (error, socket) switch
        {
            (_, { } cause) => $"Slack cannot be reached ({cause.SocketErrorCode}).",
            (HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }, _) => "No secure connection to Slack could be made: check the clock and the trusted certificates of this machine.",
            (HttpRequestException http, _) => $"Slack cannot be reached ({http.HttpRequestError}).",
            _ => $"The request to Slack failed with {error.GetType().Name}.",
        };
        return new AlertDeliveryException($"{reason} Check this machine's network, proxy and firewall.", error is HttpRequestException or IOException or SocketException);
    }

    public static async Task<AlertDeliveryException> OfAnswerAsync(HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var answer = $"Slack answered {status}{await ErrorCodeAsync(response, cancellationToken).ConfigureAwait(false)}";
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            var pause = PauseOf(response, now);
            return new AlertDeliveryException($"{answer}: too many messages{(pause is { } asked ? $"; it asks to wait {asked}" : "")}. Lower MaxPerHour if this goes on.", isTransient: true, pause);
        }

        return response.StatusCode switch
        {
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new($"{answer}: the trouble is on its side.", isTransient: true, PauseOf(response, now)),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new($"{answer}: the webhook or its channel no longer exists. Make a new webhook in Slack and set WebhookUrl to it.", isTransient: false),
            HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => new($"{answer}: the webhook may not post. Check in Slack that its app is still installed and allowed to write into the channel, or make a new webhook and set WebhookUrl to it.", isTransient: false),
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => new($"{answer}, a redirect, which is not followed. Set WebhookUrl to the address that Slack shows.", isTransient: false),
            _ => new($"{answer}: it does not take the message. Check that WebhookUrl is the whole address of an incoming webhook.", isTransient: false),
        };
    }

    // Slack's errors are words such as channel_is_archived; anything else in a body could be anything, and is not repeated.
    private static async Task<string> ErrorCodeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var buffer = new byte[MaxErrorCode];
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            var text = Encoding.ASCII.GetString(buffer, 0, length).Trim();
            return text.Length > 0 && text.All(static c => c is (>= 'a' and <= 'z') or '_') ? $" ({text})" : "";
        }
    }

    private static TimeSpan? PauseOf(HttpResponseMessage response, DateTimeOffset now)
    {
        var asked = response.Headers.RetryAfter;
        var pause = asked?.Delta ?? (asked?.Date - now);
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }
}
