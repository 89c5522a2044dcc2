using Microsoft.Extensions.Options;

namespace ResilientStorage.Alerts.Mail;

/// <summary>The ranges of the single settings, generated from their attributes.</summary>
[OptionsValidator]
internal sealed partial class MailAlertOptionsValidator : IValidateOptions<MailAlertOptions>;
