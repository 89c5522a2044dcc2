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
        return result.Build();

        void Check(StoreCallOptions? calls, string member)
        {
            if (calls is not null && calls.TotalTimeout < calls.AttemptTimeout)
            {
                result.AddError(OptionProblem.Describe($"{name}.{member}.{nameof(calls.TotalTimeout)}", calls.TotalTimeout, $"at least {nameof(calls.AttemptTimeout)} ({calls.AttemptTimeout:c})"));
            }
        }
    }
}
