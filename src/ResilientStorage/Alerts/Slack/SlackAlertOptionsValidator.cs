using Microsoft.Extensions.Options;

namespace ResilientStorage.Alerts.Slack;

/// <summary>The ranges of the single settings, generated from their attributes.</summary>
[OptionsValidator]
internal sealed partial class SlackAlertOptionsValidator : IValidateOptions<SlackAlertOptions>;
