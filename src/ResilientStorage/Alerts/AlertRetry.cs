using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace ResilientStorage.Alerts;

/// <summary>How the sinks of this library try again: the one owner of their retries.</summary>
internal static class AlertRetry
{
    /// <summary>Makes the pipeline of a sink.</summary>
    /// <param name="retries">How often a transient error is tried again.</param>
    /// <param name="delay">The pause before the first of those tries; it doubles each time.</param>
    /// <param name="longestPause">A pause that the other side asks for and that is longer than this ends the tries.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears of every try.</param>
    public static ResiliencePipeline Create(int retries, TimeSpan delay, TimeSpan longestPause, TimeProvider time, ILogger logger)
    {
        if (retries == 0)
        {
            return ResiliencePipeline.Empty;
        }

        return new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = retries,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is AlertDeliveryException { IsTransient: true } error && !(error.RetryAfter > longestPause)),
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>((arguments.Outcome.Exception as AlertDeliveryException)?.RetryAfter ?? delay * (1 << arguments.AttemptNumber)),
                OnRetry = arguments =>
                {
                    logger.Retrying(arguments.Outcome.Exception!.Message, arguments.RetryDelay);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }
}
