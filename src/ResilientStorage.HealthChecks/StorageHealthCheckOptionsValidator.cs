using Microsoft.Extensions.Options;

namespace ResilientStorage.HealthChecks;

internal sealed class StorageHealthCheckOptionsValidator : IValidateOptions<StorageHealthCheckOptions>
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromHours(24);

    public ValidateOptionsResult Validate(string? name, StorageHealthCheckOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var result = new ValidateOptionsResultBuilder();
        Check(options.MaxWorkAge >= TimeSpan.Zero, nameof(options.MaxWorkAge), options.MaxWorkAge, "zero or more");
        Check(options.MaxDeadLetters >= 0, nameof(options.MaxDeadLetters), options.MaxDeadLetters, "0 or more");
        Check(options.MaxReportedInvalidations >= 0, nameof(options.MaxReportedInvalidations), options.MaxReportedInvalidations, "0 or more");
        Check(options.MaxUnderReplicated >= 0, nameof(options.MaxUnderReplicated), options.MaxUnderReplicated, "0 or more");
        Check(options.Timeout > TimeSpan.Zero && options.Timeout <= LongestTimer, nameof(options.Timeout), options.Timeout, "more than zero, at most 24 hours");
        return result.Build();

        void Check(bool holds, string property, object value, string rule)
        {
            if (!holds)
            {
                result.AddError($"{name}.{property}: {value} is not possible, it has to be {rule}.");
            }
        }
    }
}
