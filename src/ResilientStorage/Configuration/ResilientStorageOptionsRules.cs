using Microsoft.Extensions.Options;
using ResilientStorage.Resilience;

namespace ResilientStorage.Configuration;

/// <summary>Rules between settings.</summary>
internal sealed class ResilientStorageOptionsRules : IValidateOptions<ResilientStorageOptions>
{
    public ValidateOptionsResult Validate(string? name, ResilientStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var result = new ValidateOptionsResultBuilder();
        Check(options.PartSize % 8 == 0, nameof(options.PartSize), options.PartSize, "a multiple of 8 bytes");
        Check(options.MaxWorkRetryDelay >= options.WorkRetryDelay, nameof(options.MaxWorkRetryDelay), options.MaxWorkRetryDelay, $"at least WorkRetryDelay ({options.WorkRetryDelay:c})");

        // Told again first, the queue would never be given up on: each bell starts the time anew.
        Check(options.RemoveUnheardAfter < options.TellAgainAfter, nameof(options.RemoveUnheardAfter), options.RemoveUnheardAfter, $"less than TellAgainAfter ({options.TellAgainAfter:c})");
        if (options.Resilience is { } resilience)
        {
            var between = new StoreResilienceRules().Validate($"{name}.{nameof(options.Resilience)}", resilience);
            result.AddResult(between);
        }

        return result.Build();

        void Check(bool holds, string property, object value, string rule)
        {
            if (!holds)
            {
                result.AddError(OptionProblem.Describe($"{name}.{property}", value, rule));
            }
        }
    }
}
