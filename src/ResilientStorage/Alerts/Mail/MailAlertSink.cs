using System.Net;
using System.Net.Mail;

namespace ResilientStorage.Alerts.Mail;

/// <summary>Sends each alert as one mail, over a connection of its own.</summary>
internal sealed class MailAlertSink(MailAlertOptions options) : IAlertSink
{
    public async ValueTask SendAsync(StorageAlert alert, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(alert);

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
