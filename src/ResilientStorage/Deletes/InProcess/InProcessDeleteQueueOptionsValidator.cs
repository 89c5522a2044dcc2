using Microsoft.Extensions.Options;

namespace ResilientStorage.Deletes.InProcess;

/// <summary>Checks the options of the delete queue inside the process.</summary>
internal sealed class InProcessDeleteQueueOptionsValidator : IValidateOptions<InProcessDeleteQueueOptions>
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromHours(24);

    public ValidateOptionsResult Validate(string? name, InProcessDeleteQueueOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> failures = [];
        if (options.Capacity < 1)
        {
            failures.Add($"{nameof(options.Capacity)} is {options.Capacity}: give the delete queue room for at least 1 group.");
        }

        if (options.Concurrency < 1)
        {
            failures.Add($"{nameof(options.Concurrency)} is {options.Concurrency}: let at least 1 group be handled at once.");
        }

        CheckDuration(nameof(options.GroupTimeout), options.GroupTimeout, failures);
        CheckDuration(nameof(options.RetryDelay), options.RetryDelay, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void CheckDuration(string name, TimeSpan value, List<string> failures)
    {
        if (value <= TimeSpan.Zero || value > MaxDuration)
        {
            failures.Add($"{name} is {value}: give more than zero and at most {MaxDuration}.");
        }
    }
}
