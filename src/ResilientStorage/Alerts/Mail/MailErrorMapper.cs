using System.Globalization;
using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace ResilientStorage.Alerts.Mail;

/// <summary>What went wrong and what to check.</summary>
internal static class MailErrorMapper
{
    private const int MaxAnswer = 300;
    private const int AuthenticationRequired = 530;
    private const int AuthenticationTooWeak = 534;
    private const int AuthenticationFailed = 535;

    public static AlertDeliveryException Map(Exception error, MailAlertOptions options)
    {
        var server = string.Create(CultureInfo.InvariantCulture, $"The mail server {options.Host}:{options.Port}");
        var inner = InnersOf(error).ToList();
        if (inner.OfType<AuthenticationException>().Any())
        {
            return Fail($"{server} has a certificate that is not trusted, or not for this name: nothing was sent. Check that Host is the name in the certificate, and this machine's trusted certificates and clock.");
        }

        if (inner.OfType<SocketException>().FirstOrDefault() is { } socket)
        {
            return Fail($"{server} cannot be reached ({socket.SocketErrorCode}). Check Host, Port and the firewall.", isTransient: true);
        }

        if (error is SmtpFailedRecipientException recipient)
        {
            // "Try again later" is how greylisting meets a sender for the first time.
            return Fail($"{server} refuses a recipient. Check To, and whether the server takes mail for it from this sender.{AnswerOf(error, options)}", IsForNow(recipient));
        }

        if (error is SmtpException smtp)
        {
            var isBroken = smtp.StatusCode == SmtpStatusCode.GeneralFailure && !(smtp.InnerException is null && options.UseStartTls);
            return Fail((int)smtp.StatusCode switch
            {
                AuthenticationRequired or AuthenticationTooWeak or AuthenticationFailed => $"{server} refuses the login. Check User and Password, and whether it wants UseStartTls.{AnswerOf(error, options)}",
                (int)SmtpStatusCode.GeneralFailure when smtp.InnerException is null && options.UseStartTls => $"{server} offers no STARTTLS: nothing was sent. Check Port; only for a server on this machine or a trusted network set UseStartTls to false.",
                (int)SmtpStatusCode.GeneralFailure => $"{server} broke the connection off. Check Host and Port, and the server's log.",
                var status => string.Create(CultureInfo.InvariantCulture, $"{server} refuses the mail with {status}. Check From, and the server's log.{AnswerOf(error, options)}"),
            }, isBroken || IsForNow(smtp.StatusCode));
        }

        return Fail($"{server} could not be told ({error.GetType().Name}). Check Host, Port and the server's log.");
    }

    private static AlertDeliveryException Fail(string message, bool isTransient = false) => new(message, isTransient);

    private static bool IsForNow(SmtpFailedRecipientException error) =>
        error is SmtpFailedRecipientsException several ? Array.TrueForAll(several.InnerExceptions, static one => IsForNow(one.StatusCode)) : IsForNow(error.StatusCode);

    // RFC 5321, section 4.2.1: 4yz is a transient negative answer.
    private static bool IsForNow(SmtpStatusCode status) => (int)status is >= 400 and < 500;

    private static IEnumerable<Exception> InnersOf(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            yield return error;
        }
    }

    // A server may repeat what it was sent, and the login is sent in Base64.
    private static string AnswerOf(Exception error, MailAlertOptions options)
    {
        var answer = error switch
        {
            SmtpFailedRecipientsException several => string.Join(" ", several.InnerExceptions.Select(static one => $"{one.FailedRecipient}: {one.Message}")),
            SmtpFailedRecipientException one => $"{one.FailedRecipient}: {one.Message}",
            _ => error.Message,
        };
        var isSecret = !string.IsNullOrEmpty(options.Password)
            && (answer.Contains(options.Password, StringComparison.Ordinal) || answer.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(options.Password)).TrimEnd('='), StringComparison.Ordinal));
        return isSecret ? "" : $" ({AlertText.Shorten(AlertText.OneLine(answer), MaxAnswer)})";
    }
}
