using Microsoft.Extensions.Options;

namespace ResilientStorage.Alerts;

internal sealed class AlertsOptionsValidator : IValidateOptions<AlertsOptions>
{
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestDrain = TimeSpan.FromMinutes(5);

    // A timer takes no more than 49 days.
    private static readonly TimeSpan LongestWindow = TimeSpan.FromHours(24);

    public ValidateOptionsResult Validate(string? name, AlertsOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        Check(options.CoalesceWindow >= TimeSpan.Zero && options.CoalesceWindow <= LongestWindow, nameof(options.CoalesceWindow), options.CoalesceWindow, "zero to 24 hours");
        Check(options.MaxPerHour is >= 1 and <= 10_000, nameof(options.MaxPerHour), options.MaxPerHour, "1 to 10,000");
        Check(options.SinkTimeout >= ShortestTimeout && options.SinkTimeout <= LongestTimeout, nameof(options.SinkTimeout), options.SinkTimeout, "100 milliseconds to 1 hour");
        Check(options.DrainTimeout >= TimeSpan.Zero && options.DrainTimeout <= LongestDrain, nameof(options.DrainTimeout), options.DrainTimeout, "zero to 5 minutes");
        return result.Build();

        void Check(bool holds, string property, object value, string rule)
        {
            if (!holds)
            {
                result.AddError($"{value} is not possible: it has to be {rule}.", property);
            }
        }
    }
}
