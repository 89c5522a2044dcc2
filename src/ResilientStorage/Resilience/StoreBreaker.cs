using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace ResilientStorage.Resilience;

/// <summary>
/// One store's breaker, shared by all that is asked of it. It counts what says that nobody is there: Unavailable, Timeout, and Unknown where the network
/// may be to blame. Throttled is the answer of a store that works: leaving it alone would make an outage of a "slow down", which pauses and the rate limit
/// respect already.
/// </summary>
/// <remarks>
/// Polly runs OnOpened and its like on a task of its own, so there are none: the telemetry listener is told on the caller's thread, but inside Polly's lock.
/// What it hears is kept and announced by the next call that comes by outside of it.
/// </remarks>
internal sealed class StoreBreaker
{
    private readonly string _store;
    private readonly TimeProvider _time;
    private readonly IStoreCallObserver? _observer;
    private readonly ILogger _logger;
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ConcurrentQueue<StoreBreakerChange> _changes = new();
    private long _leftAloneUntil;
    private StorageException? _lastCause;

    public StoreBreaker(string store, StoreBreakerOptions options, TimeProvider time, IStoreCallObserver? observer, ILogger logger)
    {
        _store = store;
        _time = time;
        _observer = observer;
        _logger = logger;
        var builder = new ResiliencePipelineBuilder { TimeProvider = time, TelemetryListener = new StoreBreakerListener(Hear) };
        if (options.Enabled)
        {
            builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = options.FailureRatio,
                MinimumThroughput = options.MinimumCalls,
                SamplingDuration = options.Window,
                BreakDuration = options.BreakDuration,
                StateProvider = _state,
                ShouldHandle = static arguments => ValueTask.FromResult(Counts(arguments)),
            });
        }

        Pipeline = builder.Build();
    }

    public ResiliencePipeline Pipeline { get; }

    public StoreBreakerState State => _state.CircuitState switch
    {
        CircuitState.Closed => StoreBreakerState.Closed,
        CircuitState.HalfOpen => StoreBreakerState.Probing,
        _ => StoreBreakerState.Open,
    };

    /// <summary>Until when it is left alone at least; the next call after that probes it.</summary>
    public DateTimeOffset LeftAloneUntil => new(Volatile.Read(ref _leftAloneUntil), TimeSpan.Zero);

    /// <summary>What it failed with when it was last left alone.</summary>
    public StorageException? LastCause => Volatile.Read(ref _lastCause);

    /// <summary>Whether a call would be refused now. One that comes when the time is up would not: it is the probe.</summary>
    public bool IsLeftAlone => State switch
    {
        StoreBreakerState.Closed => false,
        StoreBreakerState.Probing => true,
        _ => _time.GetUtcNow() < LeftAloneUntil,
    };

    /// <summary>Counts a failure that did not come through the pipeline.</summary>
    public async ValueTask CountAsync(StoreRun run, StorageException error)
    {
        var context = ResilienceContextPool.Shared.Get(CancellationToken.None);
        try
        {
            run.Attach(context);
            await Pipeline.ExecuteOutcomeAsync(static (_, error) => ValueTask.FromResult(Outcome.FromException<object>(error)), context, error).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Tells the log and the observer what has changed.</summary>
    public void Announce()
    {
        while (_changes.TryDequeue(out var change))
        {
            switch (change.State)
            {
                case StoreBreakerState.Open:
                    _logger.StoreLeftAlone(_store, change.For, change.Cause?.Kind ?? StorageErrorKind.Unknown);
                    break;
                case StoreBreakerState.Closed:
                    _logger.StoreIsBack(_store);
                    break;
                default:
                    break;
            }

            _observer?.BreakerChanged(_store, change);
        }
    }

    private static bool Counts(CircuitBreakerPredicateArguments<object> arguments)
    {
        var run = StoreRun.Of(arguments.Context);
        return arguments.Outcome.Exception switch
        {
            // A probe that was broken off has proved nothing; Polly takes whatever is not a failure as proof that the store is back.
            OperationCanceledException => run.IsProbe,
            StorageException when run.CancellationToken.IsCancellationRequested => run.IsProbe,
            StorageException error => error.Kind is StorageErrorKind.Unavailable or StorageErrorKind.Timeout || error is { Kind: StorageErrorKind.Unknown, IsTransient: true },
            _ => false,
        };
    }

    private void Hear(StoreBreakerChange change, ResilienceContext context)
    {
        switch (change.State)
        {
            case StoreBreakerState.Open:
                Volatile.Write(ref _lastCause, change.Cause);
                Volatile.Write(ref _leftAloneUntil, (_time.GetUtcNow() + change.For).UtcTicks);
                break;
            case StoreBreakerState.Probing:
                StoreRun.Of(context).IsProbe = true;
                break;
            default:
                break;
        }

        _changes.Enqueue(change);
    }
}
