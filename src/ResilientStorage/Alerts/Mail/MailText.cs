using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace ResilientStorage.Alerts.Mail;

/// <summary>An alert as a mail: plain text, and the same in HTML.</summary>
internal static class MailText
{
    private const int MaxSubject = 200;

    // What rules of mailboxes look for.
    private const string FailedInvalidation = "[Error] CloudFront Invalidation";

    public static MailMessage Create(StorageAlert alert, MailAlertOptions options)
    {
        var message = new MailMessage
        {
            From = new MailAddress(options.From),
            Subject = SubjectOf(alert, options),
            SubjectEncoding = Encoding.UTF8,
            Body = PlainOf(alert),
            BodyEncoding = Encoding.UTF8,
        };
        foreach (var to in options.To)
        {
            message.To.Add(new MailAddress(to));
        }

        // Keeps holiday replies away (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(HtmlOf(alert), Encoding.UTF8, MediaTypeNames.Text.Html));
        return message;
    }

    private static string SubjectOf(StorageAlert alert, MailAlertOptions options) => alert.Kind == AlertKind.InvalidationFailed
        ? FailedInvalidation
        : AlertText.Shorten(AlertText.OneLine($"{options.SubjectPrefix} {AlertText.InstanceOf(alert)}: {AlertText.HeadlineOf(alert)}").Trim(), MaxSubject);

    private static string PlainOf(StorageAlert alert)
    {
        var text = new StringBuilder(AlertText.HeadlineOf(alert)).Append("\r\n\r\n").Append(AlertText.MessageOf(alert)).Append("\r\n\r\n");
        foreach (var (label, value) in AlertText.FactsOf(alert))
        {
            text.Append(label).Append(": ").Append(value).Append("\r\n");
        }

        return text.ToString();
    }

    private static string HtmlOf(StorageAlert alert)
    {
        var html = new StringBuilder("<!DOCTYPE html><html><body><h3>").Append(Encode(AlertText.HeadlineOf(alert))).Append("</h3>\r\n<p>").Append(Encode(AlertText.MessageOf(alert))).Append("</p>\r\n<table>\r\n");
        foreach (var (label, value) in AlertText.FactsOf(alert))
        {
            html.Append("<tr><th align=\"left\">").Append(Encode(label)).Append("</th><td>").Append(Encode(value)).Append("</td></tr>\r\n");
        }

        return html.Append("</table></body></html>").ToString();
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
