using Polly;
using Polly.Retry;
using Polly.Timeout;
using ResilientStorage.Randomness;

namespace ResilientStorage.Resilience;

/// <summary>The pipelines of one kind of calls to one store: total timeout and retry outside; the timeout of one try inside.</summary>
internal sealed class StoreProfile
{
    // The pause differs by up to a quarter either way, so that callers that failed together do not come back together.
    private const double Jitter = 0.5;

    private readonly TimeProvider _time;
    private readonly IdFactory _ids;

    public StoreProfile(string name, StoreCallOptions options, StoreBreaker breaker, TimeProvider time, IdFactory ids)
    {
        Name = name;
        Options = options;
        _time = time;
        _ids = ids;

        var calls = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(new TimeoutStrategyOptions { Timeout = options.TotalTimeout });
        if (options.Retries > 0)
        {
            calls.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.Retries,
                // No pause of Polly's own: a Task.Delay that is cancelled continues on the thread pool (measured on .NET 10), and the engine stays on its thread.
                Delay = TimeSpan.Zero,
                OnRetry = arguments => PauseAsync(StoreRun.Of(arguments.Context), breaker, arguments.Context.CancellationToken),
                ShouldHandle = arguments => ValueTask.FromResult(IsTriedAgain(StoreRun.Of(arguments.Context), arguments.Outcome.Exception)),
            });
        }

        Calls = calls.Build();
        Attempts = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(new TimeoutStrategyOptions { Timeout = options.AttemptTimeout }).Build();
    }

    /// <summary>The name of its settings, for messages.</summary>
    public string Name { get; }

    public StoreCallOptions Options { get; }

    /// <summary>All that surrounds a try, the wait for its permit included.</summary>
    public ResiliencePipeline Calls { get; }

    /// <summary>What surrounds one request.</summary>
    public ResiliencePipeline Attempts { get; }

    public bool IsOutOfTime(StoreRun run) => _time.GetElapsedTime(run.StartedAt) >= Options.TotalTimeout;

    private bool IsTriedAgain(StoreRun run, Exception? error)
    {
        if (run.Tries != StoreTries.All || run.Sent > Options.Retries || error is not StorageException { IsTransient: true } storage)
        {
            return false;
        }

        // A pause that cannot end in time is not begun: the caller would wait for nothing.
        run.Pause = PauseAfter(storage);
        run.LacksTimeToPause = _time.GetElapsedTime(run.StartedAt) + run.Pause >= Options.TotalTimeout;
        return !run.LacksTimeToPause;
    }

    private TimeSpan PauseAfter(StorageException error)
    {
        if (error.RetryAfter is { } asked)
        {
            // A store may name a moment that is past.
            return asked > TimeSpan.Zero ? asked : TimeSpan.Zero;
        }

        return Options.RetryDelay * (1 - (Jitter / 2) + (Jitter * _ids.NextDouble()));
    }

    private async ValueTask PauseAsync(StoreRun run, StoreBreaker breaker, CancellationToken cancellationToken)
    {
        breaker.Announce();
        try
        {
            await new AsyncSignal(_time).WaitAsync(run.Pause, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Polly looks at the token next, and ends the retrying its own way.
        }
    }
}
