using System.Runtime.ExceptionServices;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using ResilientStorage.Randomness;

namespace ResilientStorage.Resilience;

/// <summary>
/// The one owner of retries: what every call to a store goes through. From outside: total timeout, retry, the wait for a permit, breaker, the timeout of one
/// try. Calls that the breaker refuses take no permit, waiting for one is nobody's failure, and a probe begins when it is sent.
/// </summary>
internal sealed class StorePipeline
{
    // Where both times are set alike, the one for all tries began a moment earlier and ends the try: it had its time all the same.
    private const double FullTry = 0.9;

    private readonly StoreProfile _foreground;
    private readonly StoreProfile _background;
    private readonly StoreRateLimiter? _limiter;
    private readonly IStoreCallObserver? _observer;

    public StorePipeline(StoreResilienceOptions options, StoreBreaker breaker, StoreRateLimiter? limiter, TimeProvider time, IdFactory ids, IStoreCallObserver? observer)
    {
        Options = options;
        Breaker = breaker;
        Time = time;
        _limiter = limiter;
        _observer = observer;
        _foreground = new StoreProfile(nameof(options.Foreground), options.Foreground, breaker, time, ids);
        _background = new StoreProfile(nameof(options.Background), options.Background, breaker, time, ids);
    }

    public StoreResilienceOptions Options { get; }

    public StoreBreaker Breaker { get; }

    public TimeProvider Time { get; }

    /// <summary>Counts a request that a try sends besides its first: it does not wait, but those who come later do.</summary>
    public void Charge() => _limiter?.Charge();

    /// <summary>Makes the error of a call that is not even begun, because the store is left alone.</summary>
    public StorageException Refuse(StoreCall call, StoreWork work)
    {
        _observer?.Refused(call, work);
        return StoreErrors.LeftAlone(call, Breaker, Time);
    }

    /// <summary>Runs a call.</summary>
    /// <exception cref="StorageException">It failed. Not transient where the retries are used up: no outer policy is to begin them again.</exception>
    public async ValueTask<TResult> ExecuteAsync<TState, TResult>(StoreCall call, StoreWork work, StoreTries tries, Func<TState, CancellationToken, ValueTask<TResult>> action, TState state, CancellationToken cancellationToken)
    {
        var run = new StoreRun(call, work, tries, work.IsAwaited ? _foreground : _background, Time.GetTimestamp(), cancellationToken);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        Outcome<TResult> outcome;
        try
        {
            run.Attach(context);
            outcome = tries == StoreTries.Resumed
                ? await ResumeAsync(context, run, action, state).ConfigureAwait(false)
                : await run.Profile.Calls.ExecuteOutcomeAsync(static (context, args) => args.self.AskAsync(context, args.run, args.action, args.state), context, (self: this, run, action, state)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        Breaker.Announce();
        return outcome.Exception is { } error ? throw Conclude(run, error) : outcome.Result!;
    }

    /// <summary>Takes a permit and sends one request.</summary>
    private async ValueTask<Outcome<TResult>> AskAsync<TState, TResult>(ResilienceContext context, StoreRun run, Func<TState, CancellationToken, ValueTask<TResult>> action, TState state)
    {
        Breaker.Announce();
        if (Breaker.IsLeftAlone)
        {
            return Refused<TResult>();
        }

        if (_limiter is not null)
        {
            try
            {
                run.Waited = await _limiter.WaitAsync(run.Work.Priority, context.CancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException e)
            {
                return Outcome.FromException<TResult>(e);
            }
        }

        if (!Breaker.TryBegin(run))
        {
            _limiter?.Refund();
            return Refused<TResult>();
        }

        run.Sent++;
        return await AttemptAsync(context, run, action, state).ConfigureAwait(false);
    }

    private ValueTask<Outcome<TResult>> ResumeAsync<TState, TResult>(ResilienceContext context, StoreRun run, Func<TState, CancellationToken, ValueTask<TResult>> action, TState state)
    {
        Breaker.BeginResumed(run);
        return AttemptAsync(context, run, action, state);
    }

    private async ValueTask<Outcome<TResult>> AttemptAsync<TState, TResult>(ResilienceContext context, StoreRun run, Func<TState, CancellationToken, ValueTask<TResult>> action, TState state)
    {
        var startedAt = Time.GetTimestamp();
        var allTries = context.CancellationToken;
        var outcome = await run.Profile.Attempts.ExecuteOutcomeAsync(
            static async (context, args) =>
            {
                try
                {
                    return Outcome.FromResult(await args.action(args.state, context.CancellationToken).ConfigureAwait(false));
                }
                catch (Exception e)
                {
                    return Outcome.FromException<TResult>(args.self.Translate(args.run, e, args.startedAt, args.allTries));
                }
            },
            context,
            (self: this, run, action, state, startedAt, allTries)).ConfigureAwait(false);
        run.LastError = outcome.Exception as StorageException;
        await Breaker.EndAsync(run, outcome.Exception).ConfigureAwait(false);
        _observer?.Attempted(new StoreAttempt(run.Call, run.Work, run.Sent, run.Waited, Time.GetElapsedTime(startedAt), run.LastError, outcome.Exception is OperationCanceledException));
        return outcome;
    }

    /// <summary>Finds what an exception means, before breaker and retry look at it: many drivers make errors of their own of a cancellation.</summary>
    private Exception Translate(StoreRun run, Exception error, long startedAt, CancellationToken allTries)
    {
        if (run.CancellationToken.IsCancellationRequested)
        {
            return Cancelled(run.CancellationToken);
        }

        var described = error is OperationCanceledException ? StoreErrors.TimedOut(run, error) : StoreErrors.Describe(error, run.Call);
        var wasCutShort = allTries.IsCancellationRequested && Time.GetElapsedTime(startedAt) < run.Profile.Options.AttemptTimeout * FullTry;
        return wasCutShort && StoreBreaker.IsFailure(described) ? Cancelled(allTries) : described;

        OperationCanceledException Cancelled(CancellationToken token) => error as OperationCanceledException ?? new OperationCanceledException(error.Message, error, token);
    }

    private static Outcome<TResult> Refused<TResult>() => Outcome.FromException<TResult>(new BrokenCircuitException("The store is left alone."));

    /// <summary>What the caller is told.</summary>
    private Exception Conclude(StoreRun run, Exception error)
    {
        run.CancellationToken.ThrowIfCancellationRequested();
        switch (error)
        {
            // The other tries of the call were sent: what they failed with says more, and whether they took effect is not known.
            case BrokenCircuitException when run.LastError is { } last:
                _observer?.Refused(run.Call, run.Work);
                return StoreErrors.Exhausted(run, last);

            case BrokenCircuitException:
                return Refuse(run.Call, run.Work);

            case StorageException storage when run.Tries != StoreTries.All || !storage.IsTransient:
                ExceptionDispatchInfo.Throw(storage);
                return storage;

            case StorageException storage when run.Profile.IsOutOfTime(run):
                return StoreErrors.OutOfTime(run, storage);

            case StorageException storage:
                return StoreErrors.Exhausted(run, storage);

            case OperationCanceledException or TimeoutRejectedException:
                return StoreErrors.OutOfTime(run, run.LastError);

            default:
                ExceptionDispatchInfo.Throw(error);
                return error;
        }
    }
}
