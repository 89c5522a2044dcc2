using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Logging;
using Polly;

namespace ResilientStorage.Alerts.Mail;

/// <summary>Sends each alert as one mail, over a connection of its own.</summary>
internal sealed class MailAlertSink(MailAlertOptions options, TimeSpan longestPause, TimeProvider time, ILogger logger) : IAlertSink
{
    private readonly ResiliencePipeline _retrying = AlertRetry.Create(options.Retries, options.RetryDelay, longestPause, time, logger);

    public ValueTask SendAsync(StorageAlert alert, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return _retrying.ExecuteAsync(static (state, token) => state.Sink.SendOnceAsync(state.Alert, token), (Sink: this, Alert: alert), cancellationToken);
    }

    private async ValueTask SendOnceAsync(StorageAlert alert, CancellationToken cancellationToken)
    {
        // The old client heeds its token late or, while it connects, not at all: the caller does not wait for it.
        var error = await TrySendAsync(alert, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (error is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw MailErrorMapper.Map(error, options);
        }
    }

    private async Task<Exception?> TrySendAsync(StorageAlert alert, CancellationToken cancellationToken)
    {
        try
        {
            using var message = MailText.Create(alert, options);
            using var client = new SmtpClient(options.Host, options.Port) { EnableSsl = options.UseStartTls, UseDefaultCredentials = false };
            if (!string.IsNullOrEmpty(options.User))
            {
                client.Credentials = new NetworkCredential(options.User, options.Password);
            }

            await client.SendMailAsync(message, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
