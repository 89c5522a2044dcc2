using Polly;
using Polly.Retry;
using Polly.Timeout;
using ResilientStorage.Randomness;

namespace ResilientStorage.Resilience;

/// <summary>
/// The one owner of retries: what every call to a store goes through. Retry outside, one timeout per try inside.
/// </summary>
internal sealed class StorePipeline
{
    // The pause differs by up to a quarter either way, so that callers that failed together do not come back together.
    private const double Jitter = 0.5;

    private readonly ResiliencePipeline _once;
    private readonly ResiliencePipeline _retrying;

    public StorePipeline(StoreResilienceOptions options, TimeProvider time, IdFactory ids)
    {
        AttemptTimeout = options.Foreground.AttemptTimeout;
        var timeout = new TimeoutStrategyOptions { Timeout = options.Foreground.AttemptTimeout };
        _once = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(timeout).Build();

        var retrying = new ResiliencePipelineBuilder { TimeProvider = time };
        if (options.Foreground.Retries > 0)
        {
            retrying.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.Foreground.Retries,
                // No pause of Polly's own: a Task.Delay that is cancelled continues on the thread pool (measured on .NET 10), and the engine stays on its thread.
                Delay = TimeSpan.Zero,
                OnRetry = arguments => PauseAsync(arguments, options.Foreground.RetryDelay, options.Foreground.AttemptTimeout, time, ids),
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Exception is StorageException { IsTransient: true }),
            });
        }

        _retrying = retrying.AddPipeline(_once).Build();
    }

    /// <summary>How long one try may take.</summary>
    public TimeSpan AttemptTimeout { get; }

    /// <summary>Runs one try, or all of them.</summary>
    public async ValueTask<TResult> ExecuteAsync<TState, TResult>(StoreCall call, bool retry, Func<TState, CancellationToken, ValueTask<TResult>> action, TState state, CancellationToken cancellationToken)
    {
        var pipeline = retry ? _retrying : _once;

        // Errors are translated inside the retry, so that it sees what a driver's or the timeout's exception means.
        return await pipeline.ExecuteAsync(
            static async (run, token) =>
            {
                try
                {
                    return await run.action(run.state, token).ConfigureAwait(false);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    throw StoreErrors.Describe(e, run.call);
                }
                catch (OperationCanceledException e) when (!run.cancellationToken.IsCancellationRequested)
                {
                    throw StoreErrors.TimedOut(run.call, e);
                }
            },
            (action, state, call, cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask PauseAsync(OnRetryArguments<object> arguments, TimeSpan delay, TimeSpan maxPause, TimeProvider time, IdFactory ids)
    {
        // A store may ask for hours; nobody waits for it longer than for an answer.
        var asked = (arguments.Outcome.Exception as StorageException)?.RetryAfter;
        var pause = asked > maxPause ? maxPause : asked ?? delay * (1 - (Jitter / 2) + (Jitter * ids.NextDouble()));
        try
        {
            await new AsyncSignal(time).WaitAsync(pause, arguments.Context.CancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Polly looks at the token next, and ends the retrying its own way.
        }
    }
}
