using Microsoft.Extensions.Options;
using ResilientStorage.Configuration;

namespace ResilientStorage.Resilience;

/// <summary>Rules between settings.</summary>
internal sealed class StoreResilienceRules : IValidateOptions<StoreResilienceOptions>
{
    public ValidateOptionsResult Validate(string? name, StoreResilienceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var result = new ValidateOptionsResultBuilder();
        Check(options.Foreground, nameof(options.Foreground));
        Check(options.Background, nameof(options.Background));
        CheckPatience(options.FirstByteTimeout, nameof(options.FirstByteTimeout));
        CheckPatience(options.StreamIdleTimeout, nameof(options.StreamIdleTimeout));
        return result.Build();

        void Check(StoreCallOptions? calls, string member)
        {
            if (calls is null)
            {
                return;
            }

            if (calls.TotalTimeout < calls.AttemptTimeout)
            {
                result.AddError(OptionProblem.Describe($"{name}.{member}.{nameof(calls.TotalTimeout)}", calls.TotalTimeout, $"at least {nameof(calls.AttemptTimeout)} ({calls.AttemptTimeout:c})"));
            }

            if (calls.Retries > 0 && calls.RetryDelay >= calls.TotalTimeout)
            {
                result.AddError(OptionProblem.Describe($"{name}.{member}.{nameof(calls.RetryDelay)}", calls.RetryDelay, $"less than {nameof(calls.TotalTimeout)} ({calls.TotalTimeout:c}), or no call is tried again"));
            }
        }

        // The time of one try would end the read of a caller first, and the setting would do nothing.
        void CheckPatience(TimeSpan patience, string member)
        {
            if (options.Foreground is { } reads && patience > reads.AttemptTimeout)
            {
                result.AddError(OptionProblem.Describe($"{name}.{member}", patience, $"at most {nameof(options.Foreground)}.{nameof(reads.AttemptTimeout)} ({reads.AttemptTimeout:c})"));
            }
        }
    }
}
