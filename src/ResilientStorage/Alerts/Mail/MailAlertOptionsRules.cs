using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace ResilientStorage.Alerts.Mail;

/// <summary>Rules that no range expresses.</summary>
internal sealed class MailAlertOptionsRules : IValidateOptions<MailAlertOptions>
{
    private const int ImplicitTlsPort = 465;
    private const int MaxRecipients = 50;
    private const int MaxSubjectPrefix = 100;

    public ValidateOptionsResult Validate(string? name, MailAlertOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var result = new ValidateOptionsResultBuilder();
        Check(Uri.CheckHostName(options.Host) != UriHostNameType.Unknown, nameof(options.Host), $"'{options.Host}' is no name or address of a host: give the mail server's, such as 'smtp.example.org'.");
        Check(options.Port != ImplicitTlsPort, nameof(options.Port), "465 is not possible: TLS begins at once there, and this client begins it with STARTTLS. Use 587, which the server offers too.");
        Check(IsAddress(options.From), nameof(options.From), $"'{options.From}' is no mail address: give the sender's, such as 'storage@example.org'.");
        Check(options.To.Count is >= 1 and <= MaxRecipients, nameof(options.To), $"{options.To.Count} recipients are not possible: it has to be 1 to {MaxRecipients}.");
        foreach (var to in options.To)
        {
            Check(IsAddress(to), nameof(options.To), $"'{to}' is no mail address.");
        }

        Check(options.SubjectPrefix.Length <= MaxSubjectPrefix && !options.SubjectPrefix.Any(char.IsControl), nameof(options.SubjectPrefix), $"It has {options.SubjectPrefix.Length} characters: it has to be at most {MaxSubjectPrefix}, without line ends.");
        Check(string.IsNullOrEmpty(options.User) == string.IsNullOrEmpty(options.Password), nameof(options.Password), "User and Password go together: give both, or neither for a server without login.");
        Check(IsPasswordSafe(options), nameof(options.Password), $"It would cross the network to '{options.Host}' in plain text: set UseStartTls to true. If that network is trusted, set AllowPlainTextPassword to true.");
        return result.Build();

        void Check(bool holds, string property, string problem)
        {
            if (!holds)
            {
                result.AddError($"{name}.{property}: {problem}");
            }
        }
    }

    private static bool IsAddress(string address) => !address.Any(char.IsControl) && MailAddress.TryCreate(address, out _);

    private static bool IsPasswordSafe(MailAlertOptions options) =>
        string.IsNullOrEmpty(options.Password) || options.UseStartTls || options.AllowPlainTextPassword || IsLoopback(options.Host);

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
